// Eases the table of a part's rows: terms are understood while they are typed, rows move by keyboard and pointer, rows
// are added at once. Every button works without this too; then the server answers with the page.
"use strict";
{
    const PAUSE = 400; // milliseconds after the last letter
    const form = document.querySelector("[data-table]");
    const body = form?.querySelector(".table-rows tbody");
    const live = form?.querySelector("[data-live]");
    let isChanged = form?.hasAttribute("data-changed");

    const rows = () => [...body.querySelectorAll("tr[data-row]")];
    const placeOf = row => rows().indexOf(row) + 1;
    const say = words => { live.textContent = words; };
    const field = (box, name) => box.querySelector(`[name$="-${name}"]`);

    function changed() {
        isChanged = true;
    }

    // ── Terms ──

    const waiting = new WeakMap();
    const LISTS = ["okres", "okres_do", "od", "do", "podstawa"];

    function termCell(input) {
        return input.closest(".table-term");
    }

    function ask(cell, parameters) {
        clearTimeout(waiting.get(cell));
        waiting.set(cell, setTimeout(async () => {
            const question = new URLSearchParams(parameters);
            let answer;
            try {
                const response = await fetch(`${form.dataset.termUrl}?${question}`);
                answer = response.ok ? await response.json() : null;
            } catch {
                answer = null; // „Sprawdź” asks again
            }
            if (answer) {
                show(cell, answer, "rodzaj" in parameters);
            }
        }, PAUSE));
    }

    function show(cell, answer, isChosen) {
        const words = cell.querySelector("[data-words]");
        const understood = cell.querySelector("[data-understood]");
        const offered = cell.querySelector("[data-offered]");
        cell.querySelectorAll(".table-error").forEach(error => error.remove());
        understood.replaceChildren();
        offered.replaceChildren();
        if (answer.problems) {
            words.setAttribute("aria-invalid", "true");
            understood.append(answer.problems.join(" "));
            offer(cell, offered, answer.offered);
        } else {
            cell.querySelectorAll("[aria-invalid]").forEach(input => input.removeAttribute("aria-invalid"));
            const strong = document.createElement("strong");
            strong.textContent = answer.words;
            const dates = document.createElement("span");
            dates.textContent = answer.dates;
            understood.append(strong, " ", dates);
            if (isChosen) {
                words.value = answer.text;
            }
        }
        const row = cell.closest("tr[data-row]");
        const place = row ? `Wiersz ${placeOf(row)}: ` : "";
        say(place + understood.textContent);
    }

    function offer(cell, box, readings) {
        if (!readings.length) {
            return;
        }
        const lead = document.createElement("p");
        lead.textContent = "To mogło znaczyć:";
        box.append(lead, ...readings.map(words => {
            const button = document.createElement("button");
            button.type = "button";
            button.dataset.accept = words;
            button.textContent = words;
            return button;
        }));
    }

    function takeWords(cell, words) {
        cell.querySelector("[data-words]").value = words;
        field(cell, "rodzaj").value = "";
        for (const name of LISTS.filter(name => name !== "podstawa")) {
            field(cell, name).value = "";
        }
    }

    function wordsTyped(input) {
        const cell = termCell(input);
        if (field(cell, "rodzaj").value) {
            field(cell, "rodzaj").value = "";
        }
        if (input.value.trim()) {
            ask(cell, {slowa: input.value});
        } else {
            clearTimeout(waiting.get(cell));
            const takesOver = input.closest("tr")?.querySelector('[name$="-z"]');
            field(cell, "rodzaj").value = takesOver ? "jak" : "";
            cell.querySelector("[data-understood]").textContent = takesOver ? "jak wiersz wyżej" : "";
            cell.querySelector("[data-offered]").replaceChildren();
        }
    }

    function listUsed(input) {
        const cell = termCell(input);
        const way = field(cell, "rodzaj");
        if (input !== way && !way.value && input.value) {
            way.value = /-(od|do)$/.test(input.name) ? "dni" : /-podstawa$/.test(input.name) ? "" : "okres";
        }
        if (way.value === "jak") { // which row that is depends on the order, which „Sprawdź” looks at
            cell.querySelector("[data-words]").value = "";
            cell.querySelector("[data-understood]").textContent = "jak wiersz wyżej";
        }
        if (!way.value || way.value === "jak") {
            return;
        }
        const parameters = {rodzaj: way.value};
        for (const name of LISTS) {
            parameters[name] = field(cell, name).value;
        }
        const isComplete = ["nie", "inny", "ciagle", "ustalenia"].includes(way.value)
            || (way.value === "dni" ? parameters.od || parameters.do : parameters.okres);
        if (isComplete && !(way.value === "inny" && !parameters.podstawa)) {
            ask(cell, parameters);
        }
    }

    // ── Order ──

    function renumber() {
        rows().forEach((row, index) => { row.querySelector("[data-place]").textContent = index + 1; });
    }

    function move(row, to, focused) {
        const others = rows().filter(other => other !== row);
        const place = Math.min(Math.max(to, 1), others.length + 1);
        if (place === placeOf(row)) {
            say(`Wiersz jest już ${place === 1 ? "pierwszy" : "ostatni"}.`);
            return;
        }
        body.insertBefore(row, others[place - 1] ?? null);
        renumber();
        changed();
        focused?.focus();
        say(`Wiersz przeniesiono na miejsce ${place} z ${others.length + 1}.`);
    }

    function dragged(event) {
        const row = event.target.closest("tr[data-row]");
        event.preventDefault();
        row.classList.add("is-dragged");
        const follow = moved => {
            const under = document.elementFromPoint(moved.clientX, moved.clientY)?.closest("tr[data-row]");
            if (under && under !== row && under.parentElement === body) {
                const isLower = placeOf(under) > placeOf(row);
                body.insertBefore(row, isLower ? under.nextSibling : under);
            }
        };
        const drop = () => {
            document.removeEventListener("pointermove", follow);
            document.removeEventListener("pointerup", drop);
            document.removeEventListener("pointercancel", drop);
            row.classList.remove("is-dragged");
            renumber();
            changed();
            say(`Wiersz przeniesiono na miejsce ${placeOf(row)} z ${rows().length}.`);
        };
        document.addEventListener("pointermove", follow);
        document.addEventListener("pointerup", drop);
        document.addEventListener("pointercancel", drop);
    }

    // ── Rows ──

    function addRow() {
        if (rows().length >= Number(form.dataset.mostRows)) {
            say(`Tabela może mieć najwyżej ${form.dataset.mostRows} wierszy.`);
            return;
        }
        const numbers = rows().map(row => Number(/^n(\d+)$/.exec(row.dataset.row)?.[1] ?? 0));
        const key = `n${Math.max(0, ...numbers) + 1}`;
        const fragment = document.querySelector("[data-blank-row]").content.cloneNode(true);
        for (const element of fragment.querySelectorAll("*")) {
            for (const {name, value} of [...element.attributes]) {
                element.setAttribute(name, value.replace(/\bn0\b/g, key));
            }
        }
        const row = fragment.querySelector("tr");
        const last = rows().at(-1);
        body.append(row);
        showHandle(row);
        if (last) {
            const area = field(row, "obszar");
            area.value = field(last, "obszar").value;
            fillTasks(area);
        }
        renumber();
        changed();
        field(row, "numer").focus();
        say(`Dodano wiersz ${placeOf(row)}.`);
    }

    function fillTasks(area) {
        const tasks = area.closest("tr").querySelector("[data-task]");
        const options = document.querySelector(`[data-tasks-of="${CSS.escape(area.value)}"]`);
        tasks.replaceChildren(tasks.options[0], ...(options?.content.cloneNode(true).children ?? []));
        tasks.value = "";
    }

    function showHandle(row) {
        row.querySelector("[data-handle]").hidden = false;
    }

    function countSelected() {
        const boxes = [...body.querySelectorAll("[name=zaznaczone]")];
        const count = boxes.filter(box => box.checked).length;
        const all = form.querySelector("[data-select-all]");
        all.textContent = count === boxes.length ? "Odznacz wszystkie" : "Zaznacz wszystkie";
        form.querySelector("[data-selected-count]").textContent = `Zaznaczono: ${count} z ${boxes.length}.`;
    }

    function selectAll() {
        const boxes = [...body.querySelectorAll("[name=zaznaczone]")];
        const isToBe = boxes.some(box => !box.checked);
        boxes.forEach(box => { box.checked = isToBe; });
        countSelected();
    }

    // ── Events ──

    function clicked(event) {
        const button = event.target.closest("button");
        const row = button?.closest("tr[data-row]");
        if (!button) {
            return;
        }
        if (button.name === "w-gore" || button.name === "w-dol") {
            event.preventDefault();
            move(row, placeOf(row) + (button.name === "w-gore" ? -1 : 1), button);
        } else if (button.name === "dodaj" && body) {
            event.preventDefault();
            addRow();
        } else if ("accept" in button.dataset) {
            event.preventDefault();
            const input = termCell(button).querySelector("[data-words]");
            takeWords(termCell(button), button.dataset.accept);
            input.focus();
            changed();
            ask(termCell(button), {slowa: input.value});
        } else if ("selectAll" in button.dataset) {
            selectAll();
        }
    }

    function keyPressed(event) {
        const row = event.target.closest("tr[data-row]");
        if (row && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
            event.preventDefault();
            move(row, placeOf(row) + (event.key === "ArrowUp" ? -1 : 1), event.target);
        }
    }

    function typed(event) {
        if (event.target.name === "zaznaczone") {
            countSelected();
            return;
        }
        changed();
        if ("words" in event.target.dataset) {
            wordsTyped(event.target);
        } else if (event.target.closest(".table-choice")) {
            listUsed(event.target);
        } else if ("area" in event.target.dataset) {
            fillTasks(event.target);
        }
    }

    if (form) {
        form.addEventListener("click", clicked);
        form.addEventListener("keydown", keyPressed);
        form.addEventListener("input", typed);
        form.addEventListener("submit", () => { isChanged = false; });
        addEventListener("beforeunload", event => isChanged && event.preventDefault());
    }
    if (body) {
        body.addEventListener("pointerdown", event => event.target.closest("[data-handle]") && dragged(event));
        rows().forEach(showHandle);
        form.querySelector("[data-select-all]").hidden = false;
        countSelected();
    }
}
