export default function ({ data }) {
  const page = location.pathname;
  const told = { ...data };
  window.sessionFinderInterest = told;
  const put = () => {
    const there = new URL(location);
    const late = told !== window.sessionFinderInterest || there.pathname !== page;
    if (late || there.searchParams.has(told.name)) {
      return;
    }
    there.searchParams.set(told.name, told.interest);
    history.replaceState(history.state, '', there);
  };
  put();
  setTimeout(put, 300);
}
