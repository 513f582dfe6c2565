import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

declare global {
  interface Window {
    heard: string[];
  }
}

/** Expects that axe finds nothing serious in what is shown. Animations are let finish: a part that fades in has no contrast yet. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations === 1)
        .map((one) => one.finished.catch(() => undefined)), // taken away before its end, with its element
    ),
  );
  // axe knows that the rest of the page is out of reach behind an open dialog, but not behind an open menu.
  const known = (await page.getByRole('menu').count()) > 0 ? 'aria-hidden-focus' : null;
  const serious = async () => {
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    return violations
      .filter(({ id, impact }) => id !== known && (impact === 'serious' || impact === 'critical'))
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n  ${failureSummary}`).join('\n')}`);
  };
  // Again while there is one: what comes in the middle of the look, such as an answer of an agent, fades in as well.
  await expect.poll(serious).toEqual([]);
}

/** On wide screens and a phone, in both themes: no serious finding; on the phone nothing sideways, and targets for fingers. */
export async function expectGoodEverywhere(page: Page, widths: readonly number[] = [1440, 390]): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 640 ? 844 : 900 });
      await expectAccessible(page);
    }
  }
  await expect.poll(() => tooSmall(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => sideways(page)).toBeLessThanOrEqual(0); // a terminal follows the window a moment later
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** What is smaller than a finger on a small screen, in either direction: names of controls with their size in CSS pixels. */
export function tooSmall(page: Page, least = 40): Promise<string[]> {
  return page.evaluate((size) => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [role=menuitem], [role=tab]'),
    ];
    return controls.flatMap((control) => {
      // A hidden input is as large as the label that stands for it, and a link that is stretched over its card as the card.
      const isStretched = control.matches('li a') && getComputedStyle(control, '::after').position === 'absolute';
      const stands = control.matches('input[type=radio], input[type=checkbox]') ? 'label' : isStretched ? 'li' : null;
      const target = (stands && control.closest<HTMLElement>(stands)) || control;
      if (!target.checkVisibility({ visibilityProperty: true }) || target.closest('[aria-hidden=true], .xterm')) return [];
      const { width, height, top } = target.getBoundingClientRect();
      if (top < 0 || width === 0 || (height >= size && width >= size)) return [];
      return [`${control.tagName} ${control.getAttribute('aria-label') ?? target.textContent}: ${Math.round(width)}×${Math.round(height)}`];
    });
  }, least);
}

/**
 * Notes from now on what a screen reader would say by itself: the whole text of a live region at each of its changes. Gives
 * what was heard so far.
 */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    const last = new Map<Element, string>();
    const regions = '[role=status], [role=alert], [aria-live]';
    const textOf = (region: Element) => region.textContent?.trim() ?? '';
    for (const region of document.querySelectorAll(regions)) last.set(region, textOf(region));
    new MutationObserver(() => {
      for (const region of document.querySelectorAll(regions)) {
        const text = textOf(region);
        if (text !== '' && text !== last.get(region)) heard.push(text);
        last.set(region, text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    window.heard = heard;
  });
  return () => page.evaluate(() => window.heard);
}

/** How far the page, or a part of it that fills the window, can be scrolled sideways, in CSS pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll('#content, #content main')].map(
        (element) => element.scrollWidth - element.clientWidth,
      ),
    ),
  );
}

export interface TextColours {
  /** As `rgb(…)`. */
  readonly ink: string;
  readonly ground: string;
  /** From 1 to 21. */
  readonly contrast: number;
}

/** What words are written in and on, each alone in a span of a place. Read at once: the place may be painted anew at any time. */
export function coloursOf(place: Locator, words: readonly string[]): Promise<Record<string, TextColours>> {
  return place.evaluate((root, wanted) => {
    const parts = (css: string) => (css.match(/[\d.]+/g) ?? []).map(Number);
    const light = (css: string) => {
      const [red = 0, green = 0, blue = 0] = parts(css).map((part) => {
        const level = part / 255;
        return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const read = (word: string) => {
      const element = [...root.querySelectorAll('span')].findLast((span) => span.textContent === word);
      if (element === undefined) throw new Error(`"${word}" is not there.`);
      let behind: Element = element;
      while (parts(getComputedStyle(behind).backgroundColor)[3] === 0 && behind.parentElement !== null) behind = behind.parentElement;
      const [ink, ground] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor];
      const [low = 0, high = 0] = [light(ink), light(ground)].sort((a, b) => a - b);
      return [word, { ink, ground, contrast: (high + 0.05) / (low + 0.05) }];
    };
    return Object.fromEntries(wanted.map(read));
  }, words);
}
