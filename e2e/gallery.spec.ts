import type { Page } from '@playwright/test';
import { SYMBOLS } from '../cli/symbol-font/symbols.mjs';
import { expectAccessible, sideways, tooSmall } from './accessible.ts';
import { expect, logIn, test as base } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

/** The page with every part in every state, which only a test's hub has. */
const test = base.extend<{ shown: { hub: HubProcess; page: Page } }>({
  shown: async ({ makeHub, page }, use) => {
    const hub = makeHub({ env: { BECKON_GALLERY: '1' } });
    await hub.start();
    await logIn(page, hub);
    await use({ hub, page });
  },
});

const THEMES = ['dark', 'light'] as const;

async function openGallery({ hub, page }: { hub: HubProcess; page: Page }, theme: (typeof THEMES)[number]): Promise<void> {
  await page.context().addCookies([{ name: 'beckon-theme', value: theme, url: hub.origin }]);
  await page.goto(`${hub.origin}/gallery`);
  await expect(page.getByRole('heading', { name: 'Gallery' })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

test('the gallery is no page of a hub that people use', async ({ board, hub }) => {
  const scripts: string[] = [];
  board.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.url());
  });
  for (const path of ['/gallery', '/%67allery', '/gallery?_rsc=1']) {
    const answer = await board.goto(`${hub.origin}${path}`);
    expect(answer?.status(), path).toBe(404);
    await expect(board.getByRole('heading', { name: 'No such page' })).toBeVisible();
  }
  expect(scripts.length).toBeGreaterThan(0);
  const texts = await board.evaluate((urls) => Promise.all(urls.map(async (url) => (await fetch(url)).text())), [...new Set(scripts)]);
  expect(texts.filter((text) => text.includes('Terminal letters'))).toEqual([]);
});

for (const theme of THEMES) {
  test(`every part in every state, ${theme}: pictures, no axe finding, nothing sideways, targets for fingers`, async ({ shown }, info) => {
    const { page } = shown;
    for (const width of [1440, 1024, 390, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await openGallery(shown, theme);
      await expect.poll(() => sideways(page), `${width} px`).toBeLessThanOrEqual(0);
      if (width < 640) await expect.poll(() => tooSmall(page)).toEqual([]);
      await page.setViewportSize({ width, height: await page.evaluate(() => document.querySelector('#content')?.scrollHeight ?? 900) });
      await info.attach(`gallery-${theme}-${width}`, { body: await page.screenshot(), contentType: 'image/png' });
    }
    await expectAccessible(page);

    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Dialog' }).click();
    await expect(page.getByRole('dialog', { name: 'Rename planner' }).getByRole('textbox', { name: 'Name' })).toBeFocused();
    await expectAccessible(page);
    await info.attach(`dialog-${theme}`, { body: await page.screenshot(), contentType: 'image/png' });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Dialog' })).toBeFocused();

    await page.getByRole('button', { name: 'End', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'End planner?' })).toBeVisible();
    await expectAccessible(page);
    await info.attach(`end-${theme}`, { body: await page.screenshot(), contentType: 'image/png' });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'End', exact: true })).toBeFocused();

    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await expectAccessible(page);
    await info.attach(`palette-${theme}`, { body: await page.screenshot(), contentType: 'image/png' });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await page.getByRole('button', { name: 'Toast with action' }).click();
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await expect(page.getByRole('menu', { name: 'More' })).toBeVisible();
    await expectAccessible(page);
    await info.attach(`menu-${theme}`, { body: await page.screenshot(), contentType: 'image/png' });
  });
}

test('text has a contrast of 4.5 on every surface, glyphs and edges of fields one of 3', async ({ shown }) => {
  const weak: string[] = [];
  for (const theme of THEMES) {
    await openGallery(shown, theme);
    weak.push(...(await shown.page.evaluate(weakPairs)).map((pair) => `${theme}: ${pair}`));
  }
  expect(weak).toEqual([]);
});

/** Runs in the page: the pairs of tokens that are too alike. */
function weakPairs(): string[] {
  const surfaces = ['ground', 'surface', 'raised', 'floating', 'hover', 'well'];
  const texts = ['ink', 'ink-2', 'ink-3', 'accent', 'running', 'input', 'permission', 'exited', 'failed', 'unknown', 'good'];
  const terminal = ['ink', 'dim', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
  const bright = ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'].map((name) => `bright-${name}`);
  const pairs: [string, string, number][] = [
    ...texts.flatMap((text) => surfaces.map((surface): [string, string, number] => [text, surface, 4.5])),
    ...[...terminal, ...bright].map((name): [string, string, number] => [`t-${name}`, 't-ground', 4.5]),
    ...surfaces.map((surface): [string, string, number] => ['edge', surface, 3]),
    ['on-ink', 'ink', 4.5],
    ['on-allow', 'permission', 4.5],
    ['on-danger', 'failed', 4.5],
    ['on-ink', 'accent', 4.5],
    ['add', 'add-ground', 4.5],
    ['del', 'del-ground', 4.5],
  ];
  const probe = document.body.appendChild(document.createElement('i'));
  const light = (token: string) => {
    probe.style.color = `var(--${token})`;
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map((part) => {
      const level = Number(part) / 255;
      return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return pairs.flatMap(([front, back, least]) => {
    const [low = 0, high = 0] = [light(front), light(back)].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    return contrast < least ? [`${front} on ${back}: ${contrast.toFixed(2)}`] : [];
  });
}

test('the keyboard reaches every control, and shows where it is', async ({ shown }) => {
  const { page } = shown;
  await openGallery(shown, 'dark');
  const unmarked: string[] = [];
  let reached = 0;
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  for (;;) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body || element.dataset.reached) return null;
      element.dataset.reached = 'yes';
      const marked = [element, element.closest('label')].some((one) => {
        const style = one && getComputedStyle(one);
        return style && style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
      });
      return {
        name: `${element.tagName} ${element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent}`,
        marked,
      };
    });
    if (at === null) break;
    reached += 1;
    if (!at.marked) unmarked.push(at.name);
  }
  expect(unmarked).toEqual([]);
  expect(reached).toBeGreaterThan(30);
});

test('every symbol that agents print is in the bundled fonts and one cell wide, also in bold', async ({ shown }) => {
  await openGallery(shown, 'dark');
  const odd = await shown.page.evaluate(async (symbols) => {
    const family = getComputedStyle(document.querySelector('pre') ?? document.body).fontFamily;
    // Only what is bundled; behind it a font whose letters have other widths than ours.
    const bundled = [...family.split(',').filter((name) => /beckon|geist/i.test(name)), 'serif'].join(', ');
    const pen = document.createElement('canvas').getContext('2d');
    if (!pen) throw new Error('no canvas');
    const wrong: string[] = [];
    for (const weight of [400, 700]) {
      const font = `${weight} 1000px ${bundled}`;
      await document.fonts.load(font, `${symbols.join('')}M`);
      pen.font = font;
      const cell = pen.measureText('M').width;
      for (const symbol of symbols) {
        const { width } = pen.measureText(symbol);
        if (Math.abs(width - cell) > 0.01) wrong.push(`${weight} ${symbol} ${width} for ${cell}`);
      }
    }
    return wrong;
  }, SYMBOLS);
  expect(odd).toEqual([]);
});

test('every symbol of the bundled font is seen, and so is a character beside it that no font has', async ({ shown }) => {
  await openGallery(shown, 'dark');
  const blank = await shown.page.evaluate(async (symbols) => {
    const family = getComputedStyle(document.querySelector('pre') ?? document.body).fontFamily;
    const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!pen) throw new Error('no canvas');
    await document.fonts.load(`40px ${family}`, symbols.join(''));
    pen.font = `40px ${family}`;
    return symbols.filter((symbol) => {
      pen.clearRect(0, 0, 60, 60);
      pen.fillText(symbol, 10, 45);
      return pen.getImageData(0, 0, 60, 60).data.every((value) => value === 0);
    });
  }, SYMBOLS);
  expect(blank.filter((symbol) => symbol !== '\u2800')).toEqual([]); // the braille pattern without dots

  // Beside a symbol of a bundled font a browser takes that font's sign for what is missing.
  const picture = async (text: string) => {
    await shown.page.evaluate((shownText) => {
      const line = document.createElement('pre');
      line.textContent = shownText;
      line.style.width = '100px';
      document.body.replaceChildren(line);
    }, text);
    await shown.page.evaluate(() => document.fonts.ready);
    return (await shown.page.locator('pre').screenshot()).toString('base64');
  };
  expect(await picture('✔\u65e5')).not.toBe(await picture('✔ '));
});

test('reduced motion stops what turns', async ({ shown }) => {
  await shown.page.emulateMedia({ reducedMotion: 'reduce' });
  await openGallery(shown, 'dark');
  const moving = () => shown.page.evaluate(() => document.getAnimations().length);
  await expect.poll(moving).toBe(0);
  await shown.page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(moving).toBeGreaterThan(0);
});
