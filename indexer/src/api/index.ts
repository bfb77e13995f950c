import { Hono } from 'hono';
import { settings } from '../../environment.ts';
import { answerError, NotFound } from './errors.ts';
import { answerFeed } from './feeds/answer.ts';
import { campaignFeed, giftFeed } from './feeds/feeds.ts';
import {
  readActivity,
  readAddress,
  readAfter,
  readCampaign,
  readDirectory,
  readId,
  readIndex,
  readLanguage,
  readLimit,
  readPlace,
  readQuery,
  readRange,
  readRoot,
  readSwitch,
} from './input.ts';
import { isLying, setLying, twistCampaign, twistTrace } from './lie.ts';
import { loadActivity } from './read/activity.ts';
import { loadCampaign, loadCampaigns } from './read/campaigns.ts';
import { loadDirectory } from './read/directory.ts';
import { loadDisbursement, loadDisbursements } from './read/disbursements.ts';
import { loadEntries, loadGiven } from './read/entries.ts';
import { find } from './read/find.ts';
import { loadFlags } from './read/flags.ts';
import { loadFlow } from './read/flow.ts';
import { loadInbox } from './read/inbox.ts';
import { loadReconciliation } from './read/reconciliation.ts';
import { atOneBlock, loadStatus } from './read/status.ts';
import { loadParties, loadTokens } from './read/tokens.ts';
import { loadTrace } from './read/trace.ts';

/**
 * The read API. Its shapes are those of `domain/views.ts`; lists are plain arrays in a fixed order,
 * and go on after the last row of the page before. The server around it opens it to any origin.
 */
const app = new Hono();
app.onError(answerError);

app.get('/api/status', async (c) => c.json(await loadStatus()));
app.get('/api/tokens', async (c) => c.json(await loadTokens()));
app.get('/api/parties', async (c) => c.json(await loadParties()));

app.get('/api/campaigns', async (c) => {
  const { after, limit } = c.req.query();
  const [place, rows] = [readPlace(after), readLimit(limit)];
  const campaigns = await atOneBlock(() => loadCampaigns(place, rows));
  return c.json(campaigns.map(twistCampaign));
});

app.get('/api/campaigns/:id', async (c) => {
  const id = readId(c.req.param('id'), 'campaign');
  return c.json(twistCampaign(await atOneBlock(() => loadCampaign(id))));
});

app.get('/api/directory', async (c) => {
  const query = readDirectory(c.req.query());
  const { total, campaigns } = await atOneBlock(() => loadDirectory(query));
  return c.json({ total, campaigns: campaigns.map(twistCampaign) });
});

app.get('/api/activity', async (c) => {
  const query = readActivity(c.req.query());
  const { items, campaigns } = await atOneBlock(() => loadActivity(query));
  return c.json({ items, campaigns: campaigns.map(twistCampaign) });
});

app.get('/api/campaigns/:id/flow', async (c) => {
  const id = readId(c.req.param('id'), 'campaign');
  const flow = await atOneBlock(() => loadFlow(id));
  return c.json({ ...flow, campaigns: flow.campaigns.map(twistCampaign) });
});

app.get('/api/campaigns/:id/entries', async (c) => {
  const id = readId(c.req.param('id'), 'campaign');
  const { after, limit, root } = c.req.query();
  const [number, rows] = [readAfter(after), readLimit(limit)];
  return c.json(await loadEntries(id, number, rows, readRoot(root)));
});

app.get('/api/campaigns/:id/disbursements', async (c) => {
  const id = readId(c.req.param('id'), 'campaign');
  const { after, limit } = c.req.query();
  const [number, rows] = [readAfter(after), readLimit(limit)];
  return c.json(await atOneBlock(() => loadDisbursements(id, number, rows)));
});

app.get('/api/disbursements/:id', async (c) => {
  const id = readId(c.req.param('id'), 'disbursement');
  return c.json(await atOneBlock(() => loadDisbursement(id)));
});

app.get('/api/entries/:campaign/:index/trace', async (c) => {
  const id = readId(c.req.param('campaign'), 'campaign');
  const index = readIndex(c.req.param('index'));
  const { from, to } = c.req.query();
  const range = readRange(from, to);
  return c.json(twistTrace(await atOneBlock(() => loadTrace(id, index, range))));
});

app.get('/api/flags', async (c) => {
  return c.json(await loadFlags(readCampaign(c.req.query('campaign'))));
});

app.get('/api/reconciliation', async (c) => {
  return c.json(await loadReconciliation(readCampaign(c.req.query('campaign'))));
});

app.get('/api/givers/:address', async (c) => {
  const { after, limit } = c.req.query();
  const address = readAddress(c.req.param('address'));
  return c.json(await loadGiven(address, readPlace(after), readLimit(limit)));
});

app.get('/api/inbox/:address', async (c) => {
  const address = readAddress(c.req.param('address'));
  const limit = readLimit(c.req.query('limit'));
  const { timestamp } = await loadStatus();
  const inbox = await atOneBlock(() => loadInbox(address, timestamp, limit));
  return c.json({ ...inbox, campaigns: inbox.campaigns.map(twistCampaign) });
});

app.get('/api/find', async (c) => {
  const query = readQuery(c.req.query('q'));
  return c.json(await atOneBlock(() => find(query)));
});

app.get('/feeds/campaign/:id/atom.xml', async (c) => {
  const id = readId(c.req.param('id'), 'campaign');
  const language = readLanguage(c.req.query('lang'));
  return answerFeed(c, await atOneBlock(() => campaignFeed(id, language)));
});

app.get('/feeds/gift/:campaign/:index/atom.xml', async (c) => {
  const id = readId(c.req.param('campaign'), 'campaign');
  const index = readIndex(c.req.param('index'));
  const { from, to, lang } = c.req.query();
  const [range, language] = [readRange(from, to), readLanguage(lang)];
  return answerFeed(c, await atOneBlock(() => giftFeed(id, index, range, language)));
});

if (settings.canLie) {
  app.get('/api/demo/lie', (c) => c.json({ on: isLying() }));
  app.post('/api/demo/lie', async (c) => {
    setLying(readSwitch(await c.req.json().catch(() => undefined)));
    return c.json({ on: isLying() });
  });
}

app.all('/api/*', (c) => {
  throw new NotFound(`nothing at ${c.req.method} ${c.req.path}`);
});

export default app;
