// Eases the composer: buttons above formatted texts, the term counted while days are typed, a word before work is lost.
// Without it every page works: the term is counted when the section is saved.
"use strict";
{
    const form = document.querySelector("[data-composer]");

    // ── Formatted texts ────────────────────────────────────────────────────────────────────────────────────────────

    function replace(area, start, end, words, from, to) {
        area.focus();
        area.setRangeText(words, start, end, "preserve");
        area.setSelectionRange(from, to);
        area.dispatchEvent(new Event("input", {bubbles: true}));
    }

    function around(area, before, after, placeholder) {
        const {selectionStart: start, selectionEnd: end} = area;
        const chosen = area.value.slice(start, end) || placeholder;
        const from = start + before.length;
        replace(area, start, end, before + chosen + after, from, from + chosen.length);
    }

    function list(area, mark) {
        const {value, selectionStart, selectionEnd} = area;
        const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
        const next = value.indexOf("\n", selectionEnd);
        const end = next === -1 ? value.length : next;
        const lines = value.slice(start, end).split("\n").map((line, place) => mark(place) + line);
        const gap = start > 0 && value.slice(0, start).trimEnd() !== "" && !value.slice(0, start).endsWith("\n\n") ? "\n" : "";
        const words = gap + lines.join("\n");
        replace(area, start, end, words, start + words.length, start + words.length);
    }

    const TOOLS = [
        ["Pogrubienie", area => around(area, "**", "**", "pogrubiony tekst")],
        ["Lista", area => list(area, () => "- ")],
        ["Lista numerowana", area => list(area, place => `${place + 1}. `)],
        ["Odnośnik", area => around(area, "[", "](https://)", "tekst odnośnika")],
    ];

    for (const area of document.querySelectorAll("textarea[data-formatted]")) {
        const bar = document.createElement("div");
        bar.className = "toolbar";
        bar.setAttribute("role", "group");
        bar.setAttribute("aria-label", "Formatowanie");
        bar.setAttribute("aria-controls", area.id);
        for (const [name, act] of TOOLS) {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = name;
            button.addEventListener("click", () => act(area));
            bar.append(button);
        }
        area.before(bar);
    }

    // ── The term ───────────────────────────────────────────────────────────────────────────────────────────────────

    const days = [...document.querySelectorAll("input[data-term]")];
    const place = document.querySelector("[data-term-notes]");
    let asked = 0;

    async function count() {
        const query = new URLSearchParams(days.map(input => [input.dataset.term, input.value]));
        const turn = ++asked;
        const answer = await fetch(`${form.dataset.termUrl}?${query}`).catch(() => null); // no network: saving counts too
        if (!answer?.ok || turn !== asked) {
            return;
        }
        const {notes} = await answer.json();
        place.replaceChildren(...notes.map(note => {
            const line = document.createElement("p");
            if (note.is_wrong) {
                line.className = "wrong";
                const sign = document.createElement("strong");
                sign.textContent = "Uwaga: ";
                line.append(sign);
            }
            line.append(note.message);
            return line;
        }));
    }

    if (place && days.length) {
        days.forEach(input => input.addEventListener("change", count));
    }

    // ── Work that is not saved ─────────────────────────────────────────────────────────────────────────────────────

    if (form) {
        let changed = "changed" in form.dataset;
        form.addEventListener("input", () => { changed = true; });
        form.addEventListener("submit", () => { changed = false; });
        window.addEventListener("beforeunload", event => {
            if (changed) {
                event.preventDefault();
            }
        });
    }
}
