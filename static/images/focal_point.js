/*
 * The focal point: a click into the picture or the arrow keys write both numbers, the numbers move the
 * point. The small pictures show it to a tenth, as the public pages do.
 */
"use strict";

window.addEventListener("load", () => {
  const picker = document.querySelector("[data-focal-picker]");
  const across = document.getElementById("id_focal_x");
  const down = document.getElementById("id_focal_y");
  if (!picker || !across || !down) return;
  const point = picker.querySelector(".focal-picker__point");
  const picture = picker.querySelector("img");
  const crops = document.querySelectorAll(".focal-crops img");

  const within = (number) => Math.min(1, Math.max(0, Number(number) || 0));
  const show = () => {
    const [x, y] = [across, down].map((field) => within(field.value));
    point.style.left = `${x * 100}%`;
    point.style.top = `${y * 100}%`;
    crops.forEach((crop) => {
      crop.style.objectPosition = `${Math.round(x * 10) * 10}% ${Math.round(y * 10) * 10}%`;
    });
  };
  const put = (x, y) => {
    across.value = within(x).toFixed(2);
    down.value = within(y).toFixed(2);
    show();
  };

  picker.addEventListener("click", (event) => {
    if (event.detail === 0) return; // a key on the point, not a place in the picture
    const frame = picture.getBoundingClientRect();
    put((event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height);
    point.focus({ preventScroll: true });
  });
  point.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? 0.1 : 0.02;
    put(within(across.value) + way[0] * step, within(down.value) + way[1] * step);
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  picker.classList.add("is-ready");
  show();
});
