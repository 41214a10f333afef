// Copies or prints the recovery codes; without it people select them and use the browser's own menu.
"use strict";
{
    const codes = [...document.querySelectorAll(".codes code")].map(code => code.textContent).join("\n");
    const tools = document.querySelector(".by-script");
    const acts = {
        async copy() {
            await navigator.clipboard.writeText(codes);
            tools.querySelector("[role=status]").textContent = "Skopiowano.";
        },
        print() {
            window.print();
        },
    };

    tools.querySelector("[data-act=copy]").hidden = !navigator.clipboard; // only where the connection is safe
    tools.addEventListener("click", event => acts[event.target.dataset.act]?.());
    tools.hidden = false;
}
