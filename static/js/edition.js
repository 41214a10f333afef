// While papers are being made, ask now and then how far they are, and show what the page says then.
"use strict";
{
    const PAUSE = 3000; // milliseconds
    const PATIENCE = 40; // times in which nothing changes

    async function look(left) {
        const place = document.querySelector("[data-paper]");
        if (place?.dataset.paper !== "waiting" || left === 0) {
            return;
        }
        const answer = await fetch(location.href).catch(() => null); // no network now: the next look may have it
        if (answer?.ok) {
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const now = page.querySelector("[data-paper]");
            if (now && now.textContent !== place.textContent) {
                place.replaceChildren(...now.childNodes);
                place.dataset.paper = now.dataset.paper;
                left = PATIENCE;
            }
        }
        setTimeout(look, PAUSE, left - 1);
    }

    setTimeout(look, PAUSE, PATIENCE);
}
