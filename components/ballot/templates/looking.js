// Looks again by itself while the room goes on, and changes the page only when there is something else to show.
(() => {
  const seconds = +document.currentScript.dataset.seconds;
  const look = async () => {
    try {
      const answer = await fetch(location.href);
      if (answer.status === 404) return location.reload();
      const text = await answer.text(), old = document.querySelector("main");
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
      if (!answer.ok || !fresh || fresh.innerHTML === old.innerHTML) return;
      const idle = document.activeElement === document.body;
      old.replaceWith(fresh);
      if (idle) {
        fresh.tabIndex = -1;
        fresh.focus();
      }
    } catch {}
  };
  setInterval(look, seconds * 1000);
})();
