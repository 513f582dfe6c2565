import { config } from 'zod';

// zod tries whether it may compile its checks, as the first schema is made; the page's policy forbids that and reports each
// try. So this is the first import of every client entry, before any schema.
config({ jitless: true });
