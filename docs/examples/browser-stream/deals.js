// Reads the caller's deals and follows them from there, without a gap, for as long as the page is open.
// An EventSource can send no header, so each connection is opened with a ticket that is good once.

const TYPES = ["created", "updated", "stage.changed", "owner.changed", "team.changed", "shared", "unshared", "won", "lost", "reopened", "archived", "restored"];
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;

/**
 * @param {object} page
 * @param {() => Promise<string>} page.accessToken gives an access token that is still good, refreshing it where needed
 * @param {() => void} page.onReset forget all deals: they are read anew
 * @param {(id: string, text: string) => void} page.onDeal there is a deal, or it changed
 * @param {(id: string) => void} page.onLeft a deal is no longer the caller's to see
 * @param {(text: string) => void} page.onStatus how the connection is
 * @param {string} [page.server] the gateway, where it is not the page's own origin
 * @returns {() => void} stops
 */
export function followDeals({ accessToken, onReset, onDeal, onLeft, onStatus, server = "" }) {
  let source, timer, lastEventId, pause = FIRST_PAUSE, stopped = false;

  const call = async (method, path) => {
    const answer = await fetch(server + path, { method, headers: { Authorization: `Bearer ${await accessToken()}` } });
    // The token expired, or the caller's rights changed, and with them perhaps what there is to see: all is read anew.
    if (answer.status === 401) lastEventId = undefined;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return answer;
  };

  // The stream goes on where the list stood: what changes in between is on it.
  const readAll = async () => {
    let cursor = "", position;
    onReset();
    do {
      const answer = await call("GET", `/api/v1/deals?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      position ??= answer.headers.get("Feed-Position");
      const page = await answer.json();
      for (const deal of page.items) onDeal(deal.id, `${deal.title}: ${deal.stage}`);
      cursor = page.nextCursor ?? "";
    } while (cursor);
    lastEventId = position;
  };

  const open = async () => {
    try {
      if (lastEventId === undefined) await readAll();
      const { ticket } = await (await call("POST", "/api/auth/stream-ticket")).json();
      if (stopped) return;
      source = new EventSource(`${server}/api/v1/deals/stream?${new URLSearchParams({ ticket, lastEventId })}`);
      source.onopen = () => {
        pause = FIRST_PAUSE;
        onStatus("live");
      };
      // By itself an EventSource would come back with the used ticket.
      source.onerror = again;
      for (const type of TYPES) source.addEventListener(`deal.${type}`, take);
      source.addEventListener("deal.left", message => {
        lastEventId = message.lastEventId;
        onLeft(JSON.parse(message.data).id);
      });
      source.addEventListener("gap", () => {
        lastEventId = undefined;
        again();
      });
    } catch (error) {
      again(error);
    }
  };

  const take = message => {
    lastEventId = message.lastEventId;
    const event = JSON.parse(message.data);
    onDeal(event.subject, `${event.type}, version ${event.sequence}: ${event.data.deal.stage}`);
  };

  const again = error => {
    source?.close();
    if (stopped) return;
    onStatus(error instanceof Error ? error.message : "connecting again");
    timer = setTimeout(open, pause * (0.5 + Math.random() / 2));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };

  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    source?.close();
  };
}
