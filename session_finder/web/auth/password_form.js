export default function ({ data, parentElement, setTriggerValue }) {
  const form = parentElement.querySelector('form');
  form.querySelectorAll('[data-said]').forEach((one) => {
    one.textContent = data.said[one.dataset.said];
  });
  form.onsubmit = async (event) => {
    event.preventDefault();
    const { name, password } = form.elements;
    const button = form.querySelector('button');
    button.disabled = true;
    const sent = { name: name.value, password: password.value };
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(data.address, { method: 'POST', headers, body: JSON.stringify(sent) }).catch(() => null);
    if (answer?.ok) {
      location.reload();
      return;
    }
    const said = await answer?.json().catch(() => null);
    form.dataset.told = Number(form.dataset.told || 0) + 1;
    setTriggerValue('refused', { status: answer?.status || 0, wait: said?.wait || 0, told: form.dataset.told });
    password.value = '';
    button.disabled = false;
    password.focus();
  };
}
