export default function ({ data }) {
  if (data.example && window.matchMedia('(pointer: coarse)').matches) { return; }
  const held = document.activeElement;
  let looks = 0;
  const look = () => {
    const box = document.querySelector('input[type="search"]');
    const now = document.activeElement;
    const free = now === null || now === document.body;
    if (box === null || (data.example && !free && now === held)) {
      if (looks++ < 60) { window.setTimeout(look, 50); }
    } else if (free) {
      box.focus({ preventScroll: true });
      box.setSelectionRange(box.value.length, box.value.length);
    }
  };
  look();
}
