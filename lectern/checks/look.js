// Runs inside a page, where `axe` is loaded: what axe-core finds, and what it does not look for.

/** Run all rules with these tags, those that are off by default too (AAA contrast, target size), but no experiments. */
async function runAxe(tags) {
  const wanted = axe.getRules(tags).filter(rule => !rule.tags.includes('experimental')).map(rule => rule.ruleId);
  const result = await axe.run(document, {runOnly: {type: 'rule', values: wanted}, elementRef: true});
  const found = {violations: [], incomplete: [], passes: result.passes.length};
  for (const kind of ['violations', 'incomplete'])
    for (const rule of result[kind])
      for (const node of rule.nodes) {
        const verdict = await lookAgain(rule.id, node.element, kind);
        if (verdict)
          found[verdict].push({id: rule.id, help: rule.help, url: rule.helpUrl, target: node.target.join(' ')});
      }
  return found;
}

/** What a bar that stays on the screen half covers is judged again after scrolling to it, as a reader would. */
async function lookAgain(rule, element, kind) {
  if (!['target-size', 'color-contrast', 'color-contrast-enhanced'].includes(rule) || !element) return kind;
  element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
  const again = await axe.run(element, {runOnly: {type: 'rule', values: [rule]}, elementRef: true});
  const isIn = (each) => again[each].some(result => result.nodes.some(node => node.element === element));
  return ['violations', 'incomplete'].find(isIn) ?? (isIn('passes') ? null : kind);
}

/** WCAG 1.4.10: which elements make the page scroll sideways, if it does. */
function findWide() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const wide = [...document.body.querySelectorAll('*')].filter(
    each => each.getBoundingClientRect().right > root.clientWidth + 0.5);
  const name = (each) => each.localName + (each.id ? '#' + each.id : '');
  return {by: root.scrollWidth - root.clientWidth, elements: wide.slice(0, 5).map(name).join(', ')};
}
