// The library behind the fields with suggestions builds them of spans that no label names. They get the name of the
// <select> they stand for, so that a screen reader says „Obszar” and not only „lista”.
"use strict";
{
    const PARTS = ".select2-container .select2-selection, .select2-search__field, .select2-results__options[role]";

    function selectOf(part) {
        const results = part.closest(".select2-dropdown")?.querySelector(".select2-results__options");
        if (results) {
            return document.getElementById(results.id.slice("select2-".length, -"-results".length));
        }
        return part.closest(".select2-container").previousElementSibling;
    }

    function nameOf(select) {
        return select.ariaLabel ?? select.labels[0]?.textContent.replace(/:\s*$/, "").trim();
    }

    function nameParts() {
        for (const part of document.querySelectorAll(PARTS)) {
            const name = part.ariaLabel ? null : nameOf(selectOf(part));
            if (!name) {
                continue;
            }
            part.setAttribute("aria-label", name);
            const value = part.querySelector(".select2-selection__rendered[role=textbox]");
            if (value) { // the chosen value is heard after the name instead of in its place
                part.removeAttribute("aria-labelledby");
                part.setAttribute("aria-describedby", value.id);
                value.removeAttribute("role");
                value.removeAttribute("aria-readonly");
                part.setAttribute("aria-controls", value.id.replace(/container$/, "results"));
            }
        }
    }

    // Suggestions open inside the content, so that they belong to a landmark. The library reads this when it starts.
    for (const select of document.querySelectorAll(".admin-autocomplete")) {
        select.dataset.dropdownParent = "#content";
    }
    new MutationObserver(nameParts).observe(document.body, {childList: true, subtree: true});
}
