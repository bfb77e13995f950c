import { Hono } from 'hono';
const app = new Hono();
app.get('/api/x', (c) => c.json({}));
export default app;
