// What no rule of axe looks at. Each check gives sentences about what is wrong; none is an empty list.
window.own = (() => {
  const TARGET = 24;
  const SLACK = 1.5; // pixels by which browsers round
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const STOPS = `${CONTROLS}, [tabindex]`;

  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const named = (element) => {
    const words = (element.getAttribute("aria-label") || element.innerText || element.name || "").trim();
    return `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""} "${words.slice(0, 40)}"`;
  };
  const isForEarsOnly = (element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1 || style.clipPath !== "none" || box.right <= 0;
  };
  const ancestors = (element) => {
    const found = [];
    for (let each = element; each && each !== document.documentElement; each = each.parentElement) found.push(each);
    return found;
  };

  // No part of the page lies beyond the window's width.
  function width() {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.body.querySelectorAll("*")]
      .filter((each) => seen(each) && each.getBoundingClientRect().right > room + SLACK && !ancestors(each).some(isForEarsOnly))
      .slice(0, 5);
    return [`${document.documentElement.scrollWidth} of ${room} pixels`, ...wide.map(named)];
  }

  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!node.data.trim() || !seen(holder) || holder.closest("option, script, textarea")) continue;
      if (ancestors(holder).some(isForEarsOnly)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      yield [node, holder, [...range.getClientRects()].filter((box) => box.width > 0)];
    }
  }

  const cuts = (element) => {
    const style = getComputedStyle(element);
    return [style.overflowX, style.overflowY].some((way) => way === "hidden" || way === "clip");
  };
  const frames = (element) => cuts(element) || element.matches("button, .kern-btn, .kern-badge");

  // No text is cut off, and none runs over the edge of its button.
  function lost() {
    const found = [];
    for (const [node, holder, boxes] of texts()) {
      for (const frame of ancestors(holder).filter(frames)) {
        const edge = frame.getBoundingClientRect();
        const out = boxes.some((box) => box.right > edge.right + SLACK || box.left < edge.left - SLACK
          || box.bottom > edge.bottom + SLACK || box.top < edge.top - SLACK);
        if (out) found.push(`cut: "${node.data.trim().slice(0, 40)}" in ${named(frame)}`);
      }
    }
    for (const select of document.querySelectorAll("select, input:not([type=hidden])")) {
      if (seen(select) && !isForEarsOnly(select) && select.clientHeight && select.scrollHeight > select.clientHeight + SLACK)
        found.push(`cut: ${named(select)}`);
    }
    return found;
  }

  const floats = (element) => ["fixed", "sticky"].includes(getComputedStyle(element).position);

  // No two texts lie on each other; what stays in view while the page is scrolled lies over others by design.
  function overlaps() {
    const resting = [...texts()].filter(([, holder]) => !ancestors(holder).some(floats));
    const all = resting.flatMap(([node, holder, boxes]) => boxes.map((box) => [node, holder, box]));
    all.sort((one, other) => one[2].top - other[2].top);
    const found = new Set();
    all.forEach(([node, holder, box], index) => {
      for (let next = index + 1; next < all.length && all[next][2].top < box.bottom - 4; next += 1) {
        const [other, , rival] = all[next];
        const shared = Math.min(box.right, rival.right) - Math.max(box.left, rival.left);
        const deep = Math.min(box.bottom, rival.bottom) - rival.top;
        const half = Math.min(box.height, rival.height) / 2;
        if (other !== node && shared > 3 && deep > half)
          found.add(`over each other: "${node.data.trim().slice(0, 30)}" and "${other.data.trim().slice(0, 30)}"`);
      }
    });
    return [...found];
  }

  // A button of a choice counts with its label; a link in a line of text may be as high as the line.
  function targets() {
    const inText = (link) => link instanceof HTMLAnchorElement && getComputedStyle(link).display === "inline"
      && link.parentElement.innerText.trim().length > link.innerText.trim().length;
    return [...document.querySelectorAll(CONTROLS)]
      .filter((each) => seen(each) && !each.closest(".kern-sr-only") && !inText(each) && !each.matches(".turnus-skip"))
      .filter((each) => {
        const boxes = [each, ...(each.matches("[type=radio], [type=checkbox]") ? each.labels : [])]
          .map((part) => part.getBoundingClientRect());
        return !boxes.some((box) => box.width >= TARGET && box.height >= TARGET);
      })
      .map(named);
  }

  const canvas = () => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.cssText = "forced-color-adjust: none; background-color: Canvas";
    const colour = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return colour;
  };
  const clear = (colour) => colour === "transparent" || /rgba\(.*, 0\)/.test(colour);

  // With forced colours fields and buttons keep an edge, and icons a colour that is not the paper's.
  function forced() {
    const paper = canvas();
    const edged = (style) => style.borderStyle !== "none" && parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth) >= 1
      && !clear(style.borderBottomColor) && style.borderBottomColor !== paper;
    const bare = [...document.querySelectorAll("button, .kern-btn, input:not([type=hidden]), select, textarea")]
      .filter((each) => seen(each) && !isForEarsOnly(each) && !each.matches(".turnus-language__button"))
      .filter((each) => {
        const style = getComputedStyle(each);
        const framed = each.matches("select") && edged(getComputedStyle(each.parentElement));
        const own = each.matches("[type=radio], [type=checkbox]") && style.appearance !== "none";
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
        const underlined = [each, ...each.children].some((part) => getComputedStyle(part).textDecorationLine.includes("underline"));
        return !own && !framed && !edged(style) && !outlined && !underlined;
      })
      .map((each) => `no edge: ${named(each)}`);
    const masks = [...document.querySelectorAll("*")].flatMap((each) => ["", "::before", "::after"]
      .map((part) => [each, getComputedStyle(each, part || null)]))
      .filter(([each, style]) => style.maskImage && style.maskImage !== "none" && style.display !== "none" && seen(each))
      .filter(([, style]) => style.content !== "none" || style.width !== "auto")
      .filter(([, style]) => clear(style.backgroundColor) || style.backgroundColor === paper)
      .map(([each]) => `no icon: ${each.className} in ${named(each.parentElement)}`);
    return [...bare, ...new Set(masks)];
  }

  function motion() {
    const lasts = (text) => text.split(",").some((each) => parseFloat(each) > 0);
    const moving = [...document.querySelectorAll("*")].filter((each) => ["", "::before", "::after"].some((part) => {
      const style = getComputedStyle(each, part || null);
      return lasts(style.transitionDuration) || (style.animationName !== "none" && lasts(style.animationDuration))
        || style.scrollBehavior === "smooth";
    }));
    return moving.slice(0, 5).map(named);
  }

  // ---- keyboard

  const keyOf = (element) => element.type === "radio"
    ? `radio ${element.name}` : `${[...document.querySelectorAll(STOPS)].indexOf(element)}`;

  const look = (element) => [element, ...(element.labels || [])].flatMap((each) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(each, part || null);
    const ring = style.outlineStyle !== "none" && !clear(style.outlineColor) ? parseFloat(style.outlineWidth) : 0;
    return { ring, shadow: style.boxShadow, border: parseFloat(style.borderBottomWidth) };
  }));

  let looks = new Map();

  // Every place that the Tab key must reach, by its key, with its words. Remembers how each looks unfocused.
  function stops() {
    document.activeElement.blur();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    window.scrollTo(0, 0);
    const all = [...document.querySelectorAll(STOPS)].filter((each) => each.tabIndex >= 0 && !each.disabled && seen(each));
    looks = new Map(all.map((each) => [each, look(each)]));
    return Object.fromEntries(all.map((each) => [keyOf(each), named(each)]));
  }

  // Where the focus is: its key ("" at the page's end), and what is wrong with how it is seen there.
  function focus() {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return { key: "", faults: [] };
    const faults = [];
    const before = looks.get(element);
    const seenChange = !before || look(element).some((now, part) => {
      const was = before[part];
      return (now.ring >= 2 && was.ring < 2) || (now.shadow !== was.shadow && now.shadow !== "none")
        || now.border - was.border >= 2;
    });
    if (!seenChange) faults.push(`focus not seen: ${named(element)}`);
    const box = element.getClientRects()[0] || element.getBoundingClientRect();
    const within = (start, end, room) => (Math.max(start, 0) + Math.min(end, room)) / 2;
    const x = within(box.left, Math.min(box.right, box.left + 400), innerWidth);
    const y = within(box.top, Math.min(box.bottom, box.top + 200), innerHeight);
    const hit = document.elementFromPoint(x, y);
    if (!hit) faults.push(`out of view: ${named(element)} at ${Math.round(x)}, ${Math.round(y)}`);
    else if (!(element.contains(hit) || hit.contains(element) || [...(element.labels || [])].some((each) => each.contains(hit))))
      faults.push(`covered: ${named(element)} by ${named(hit)}`);
    return { key: keyOf(element), faults };
  }

  // ---- the pattern of faults

  const SUMMARY = "[autofocus][aria-labelledby]";

  // The summary has the focus; each of its links puts it on the field, which says the same words.
  function summary() {
    const box = document.querySelector(SUMMARY);
    if (!box) return ["no summary"];
    const faults = box.contains(document.activeElement) ? [] : ["the summary has not got the focus"];
    for (const link of box.querySelectorAll("a[href^='#']")) {
      const words = link.innerText.trim();
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!target) { faults.push(`leads nowhere: "${words}"`); continue; }
      link.click();
      if (!target.contains(document.activeElement)) faults.push(`focus does not follow: "${words}"`);
      const told = [target, target.closest("fieldset"), ...target.querySelectorAll("[aria-invalid]")]
        .find((each) => each && each.getAttribute("aria-invalid") === "true");
      if (!told) { faults.push(`not marked as invalid: "${words}"`); continue; }
      const sentences = (told.getAttribute("aria-describedby") || "").split(" ")
        .flatMap((id) => [...(document.getElementById(id)?.querySelectorAll("span, p") || []), document.getElementById(id)])
        .filter(Boolean).map((each) => each.innerText.replace(/\s+/g, " ").trim());
      // At the field a word for ears alone may stand before the sentence.
      const said = (sentence) => words.endsWith(`: ${sentence}`) || words.endsWith(sentence.replace(/^[^:]*(?=: )/, ""));
      if (!sentences.some((sentence) => sentence && said(sentence))) faults.push(`other words at the field: "${words}"`);
    }
    return faults;
  }

  return { width, lost, overlaps, targets, forced, motion, stops, focus, summary };
})();
