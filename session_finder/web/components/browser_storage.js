const put = (address) => {
  const url = new URL(location.href);
  let changed = false;
  for (const [name, value] of Object.entries(address)) {
    if ((url.searchParams.get(name) || '') === value) {
      continue;
    }
    if (value) {
      url.searchParams.set(name, value);
    } else {
      url.searchParams.delete(name);
    }
    changed = true;
  }
  if (changed) {
    history.replaceState(history.state, '', url);
  }
};
const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key)) || {};
  } catch {
    return {};
  }
};
export default function ({ data, setStateValue }) {
  const key = `session-finder:${data.slug}`;
  window.sessionFinderKeeper ||= { said: {} };
  const keeper = window.sessionFinderKeeper;
  keeper.address = data.address;
  keeper.key = key;
  keeper.tell = (stored, tab) => {
    const text = JSON.stringify([stored.plan || '', stored.titles || {}]);
    if (keeper.said[key] === text) {
      return;
    }
    keeper.said[key] = text;
    setStateValue('stored', { slug: data.slug, plan: stored.plan || '', titles: stored.titles || {}, tab });
  };
  if (!keeper.listens) {
    keeper.listens = true;
    const later = () => {
      for (const wait of [0, 300]) {
        setTimeout(() => put(keeper.address), wait);
      }
    };
    window.addEventListener('popstate', later);
    window.addEventListener('storage', (event) => {
      if (event.key === keeper.key) {
        keeper.tell(read(keeper.key), true);
      }
    });
  }
  // As long as the visitor has changed nothing of what another page brought; what was put then goes with it.
  const page = location.pathname;
  if (keeper.page !== page) {
    Object.assign(keeper, { page, brought: data.absent });
  }
  const same = () => Object.entries(keeper.brought || {}).every(([name, value]) => data.absent[name] === value);
  const complete = () => {
    if (!keeper.brought || location.pathname !== page) {
      return;
    }
    const { searchParams } = new URL(location.href);
    const kept = same();
    put(
      Object.fromEntries(
        Object.entries(data.absent).filter(([name, value]) =>
          kept ? value && !searchParams.has(name) : searchParams.get(name) === keeper.brought[name],
        ),
      ),
    );
    if (!kept) {
      keeper.brought = null;
    }
  };
  put(data.address);
  complete();
  setTimeout(() => {
    put(keeper.address);
    complete();
  }, 300);
  const stored = read(key);
  const other = stored.plan && stored.plan !== data.address.plan;
  // Only localStorage still has the titles of sessions that were removed from the programme.
  const remembers = stored.plan && Object.keys(stored.titles || {}).some((name) => !(name in data.titles));
  if (data.mode === 'ask' && (other || remembers)) {
    keeper.tell(stored, false);
  } else if (data.mode !== 'wait' && (data.address.plan || stored.plan !== undefined)) {
    keeper.said[key] = '';
    const text = JSON.stringify({ plan: data.address.plan, titles: data.titles });
    try {
      if (localStorage.getItem(key) !== text) {
        localStorage.setItem(key, text);
      }
    } catch {
      /* Storage may be blocked. The address still holds the plan. */
    }
  }
}
