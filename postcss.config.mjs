/** Tailwind 4 is a PostCSS plugin; Next reads this file by its name. */
export default { plugins: { '@tailwindcss/postcss': {} } };
