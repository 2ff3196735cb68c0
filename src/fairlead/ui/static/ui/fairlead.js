// What pages gain from a script. Nothing here decides anything: every page works without it.
//
//   data-opens="id"       a button that opens the dialog of this id; hidden without the script
//   data-command="words"  a link or button that the palette (Ctrl-K) offers under these words
//   data-key="y"          a link or button that this single key presses, shown in the sheet (?)
//   data-rows             a table whose rows j and k go through
//   data-search           the field that / goes to
//   data-all              a checkbox that ticks every [name="row"] of its form's table
//   data-count            where the number of ticked rows stands
//   data-upload           a form whose <progress> shows how much is sent
//   data-scripted         what is of use with the script only; hidden without it
//   data-say              after a part of the page was exchanged: what is read out
"use strict";

(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const root = document.documentElement;
  const say = (words) => { one("#said").textContent = words; };
  const press = (element) => {
    element.focus();
    if (element.matches("a, button, summary, [type=radio], [type=checkbox]")) element.click();
  };

  // ---------------------------------------------------------------- dialogs
  const open = (id) => {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) return;
    if (id === "palette") fillPalette("");
    if (id === "keys") fillKeys();
    dialog.showModal();
  };
  for (const button of all("[data-opens]")) {
    button.hidden = false;
    button.addEventListener("click", () => open(button.dataset.opens));
  }

  // ---------------------------------------------------------------- the palette
  const palette = one("#palette");
  const input = palette && one("input", palette);
  const list = palette && one("[role=listbox]", palette);
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

  const commands = () => {
    const seen = new Set();
    return all(".masthead nav a, [data-command]")
      .filter((element) => !palette.contains(element) && !element.disabled)
      .map((element) => ({ element, words: (element.dataset.command || element.textContent).trim() }))
      .filter(({ words }) => words && !seen.has(words) && seen.add(words));
  };
  const choose = (index) => {
    const options = all("[role=option]", list);
    options.forEach((option, place) => option.setAttribute("aria-selected", place === index));
    const chosen = options[index];
    input.setAttribute("aria-activedescendant", chosen ? chosen.id : "");
    chosen?.scrollIntoView({ block: "nearest" });
  };
  const chosen = () => all("[role=option]", list).findIndex((option) => option.ariaSelected === "true");
  const run = (command) => { palette.close(); press(command.element); };
  const fillPalette = (asked) => {
    input.value = asked;
    const parts = folded(asked).split(/\s+/).filter(Boolean);
    const found = commands().filter(({ words }) => parts.every((part) => folded(words).includes(part)));
    list.replaceChildren(...found.map((command, place) => {
      const option = document.createElement("li");
      option.id = `command-${place}`;
      option.role = "option";
      option.textContent = command.words;
      if (command.element.dataset.key) {
        option.append(Object.assign(document.createElement("kbd"), { textContent: command.element.dataset.key }));
      }
      option.addEventListener("click", () => run(command));
      option.command = command;
      return option;
    }));
    one("[data-nothing]", palette).hidden = found.length > 0;
    choose(0);
  };
  if (palette) {
    input.addEventListener("input", () => fillPalette(input.value));
    input.addEventListener("keydown", (event) => {
      const options = all("[role=option]", list);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && options.length) {
        event.preventDefault();
        choose((chosen() + step + options.length) % options.length);
      } else if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        const option = options[chosen()];
        if (option) run(option.command);
      }
    });
  }

  // ---------------------------------------------------------------- the sheet of keys
  const fillKeys = () => {
    const rows = all("[data-key]").map((element) => {
      const row = document.createElement("tr");
      const key = Object.assign(document.createElement("kbd"), { textContent: element.dataset.key });
      row.append(document.createElement("td"), document.createElement("td"));
      row.cells[0].append(key);
      row.cells[1].textContent = element.dataset.command || element.textContent.trim() || element.ariaLabel;
      return row;
    });
    one("#keys [data-here]").replaceChildren(...rows);
  };

  // ---------------------------------------------------------------- the keyboard
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const walk = (step) => {
    const rows = all("[data-rows] tbody tr");
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1)];
    if (next) (one("th a", next) || one("a, [name=row], button", next) || next).focus();
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open("palette");
      return;
    }
    if (root.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || one("dialog[open]")) return;
    const target = all("[data-key]").find((element) => element.dataset.key === event.key && element.checkVisibility());
    const acts = { "?": () => open("keys"), "/": () => one("[data-search]")?.focus(), j: () => walk(1), k: () => walk(-1) };
    const act = target ? () => press(target) : acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  // ---------------------------------------------------------------- picking rows
  // The boxes stand in the table and belong to the form by its name.
  const boxes = (form) => [...form.elements].filter((element) => element.name === "row");
  const picked = (form) => boxes(form).filter((box) => box.checked).length;
  const showPicked = (form) => {
    for (const place of all("[data-count]", form)) place.textContent = picked(form).toLocaleString(root.lang);
    const every = [...form.elements].find((element) => element.matches("[data-all]"));
    if (!every) return;
    const count = boxes(form).length;
    every.checked = count > 0 && picked(form) === count;
    every.indeterminate = picked(form) > 0 && picked(form) < count;
  };
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-all]")) {
      for (const box of boxes(target.form)) box.checked = target.checked;
    }
    if (target.matches("[data-all], [name=row]") && target.form) showPicked(target.form);
  });
  // A sheet closes when somebody goes elsewhere, and one opens at a time.
  document.addEventListener("click", ({ target }) => {
    for (const fold of all(".fold[open]")) if (!fold.contains(target)) fold.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const fold = event.key === "Escape" && event.target.closest(".fold[open]");
    if (fold) {
      fold.open = false;
      one("summary", fold).focus();
    }
  });

  // ---------------------------------------------------------------- what was done
  const lift = (message) => {
    const toasts = one(".toasts");
    message.className = "";
    toasts.append(message);
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
    close.setAttribute("aria-label", toasts.dataset.close);
    close.addEventListener("click", () => message.remove());
    message.append(close);
    if (!one("form", message)) {
      const leave = () => (message.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : message.remove());
      setTimeout(leave, 8000);
    }
  };
  all(".message.success").forEach((message) => { say(message.textContent.trim()); lift(message); });

  // ---------------------------------------------------------------- sending files
  for (const form of all("form[data-upload]")) {
    const bar = one("progress", form);
    const files = one("input[type=file]", form);
    form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      files.files = event.dataTransfer.files;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", ({ loaded, total }) => Object.assign(bar, { max: total, value: loaded }));
      // The answer takes the place of the page, as it would without the script.
      request.addEventListener("load", () => {
        if (request.responseURL !== form.action) return location.assign(request.responseURL);
        const answer = new DOMParser().parseFromString(request.responseText, "text/html");
        return one("main").replaceChildren(...one("main", answer).childNodes);
      });
      request.addEventListener("error", () => { bar.hidden = true; one("[data-problem]", form).hidden = false; });
      request.open("POST", form.action);
      bar.hidden = false;
      request.send(new FormData(form));
    });
  }

  // ---------------------------------------------------------------- parts of a page
  const unhide = (within) => { for (const element of all("[data-scripted]", within)) element.hidden = false; };
  unhide(document);
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    unhide(target);
    const words = one("[data-say]", target)?.textContent.trim();
    if (words) say(words);
  });
})();
