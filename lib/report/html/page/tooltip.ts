/** Shows a mark's text beside the pointer; as text, never as HTML. */
export function createTooltip(): (
  handler: unknown,
  event: MouseEvent,
  item: unknown,
  value: unknown,
) => void {
  const box = document.createElement('div');
  box.id = 'tooltip';
  box.hidden = true;
  box.setAttribute('role', 'tooltip');
  document.body.append(box);
  return (_handler, event, _item, value) => {
    if (typeof value !== 'string' || value === '') {
      box.hidden = true;
      return;
    }
    box.textContent = value;
    box.hidden = false;
    const { clientWidth, clientHeight } = document.documentElement;
    const left = Math.min(event.clientX + 14, clientWidth - box.offsetWidth - 8);
    const below = event.clientY + 18;
    const top = below + box.offsetHeight > clientHeight ? event.clientY - box.offsetHeight - 10 : below;
    box.style.left = `${Math.max(left, 4)}px`;
    box.style.top = `${Math.max(top, 4)}px`;
  };
}
