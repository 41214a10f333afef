// Eases a year's values: Enter and the arrows go down and up the column of values, and leaving with unsaved ones is asked
// about. Without this the page works the same; Enter then saves the drafts.
"use strict";
{
    const form = document.querySelector("[data-values]");
    const values = () => [...form.querySelectorAll("[data-down]")];
    const STEPS = {Enter: 1, ArrowDown: 1, ArrowUp: -1};
    let isSaved = true;

    function move(event) {
        const step = event.key === "Enter" && event.shiftKey ? -1 : STEPS[event.key];
        if (!step || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) {
            return;
        }
        if (event.target.matches("[data-down]")) {
            event.preventDefault();
            const all = values();
            const next = all[all.indexOf(event.target) + step];
            (next ?? (step > 0 ? form.querySelector(".table-actions:last-child .table-save") : null))?.focus();
            next?.select();
        } else if (event.key === "Enter" && event.target.matches("input")) {
            event.preventDefault(); // a line of words ends; saving has a button
        }
    }

    if (form) {
        form.querySelector("[data-keys]").hidden = false;
        const selectAll = form.querySelector("[data-select-all]");
        selectAll.hidden = false;
        selectAll.addEventListener("click", () => {
            form.querySelectorAll("[name$='-selected']").forEach(box => { box.checked = true; });
        });
        form.addEventListener("keydown", move);
        form.addEventListener("input", event => { isSaved &&= event.target.matches("[type=checkbox]"); });
        form.addEventListener("submit", () => { isSaved = true; });
        addEventListener("beforeunload", event => {
            if (!isSaved) {
                event.preventDefault();
            }
        });
        if (!document.querySelector("[autofocus]")) {
            values().find(input => !input.value)?.focus({preventScroll: true});
        }
    }
}
