/* The focal point: a click into the picture writes both numbers, the numbers move the point. */
"use strict";

window.addEventListener("load", () => {
  const picker = document.querySelector("[data-focal-picker]");
  const across = document.getElementById("id_focal_x");
  const down = document.getElementById("id_focal_y");
  if (!picker || !across || !down) return;
  const point = picker.querySelector(".focal-picker__point");
  const picture = picker.querySelector("img");
  const crops = document.querySelectorAll(".focal-crops img");

  const show = () => {
    const [x, y] = [across, down].map((field) => `${Math.min(1, Math.max(0, Number(field.value) || 0)) * 100}%`);
    point.style.left = x;
    point.style.top = y;
    crops.forEach((crop) => { crop.style.objectPosition = `${x} ${y}`; });
  };

  picker.addEventListener("click", (event) => {
    const frame = picture.getBoundingClientRect();
    across.value = ((event.clientX - frame.left) / frame.width).toFixed(2);
    down.value = ((event.clientY - frame.top) / frame.height).toFixed(2);
    show();
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  picker.classList.add("is-ready");
  show();
});
