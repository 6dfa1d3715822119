export { chromiumPath, launchChromium, storyInBrowser } from './browser/chromium.js';
export { Visitor, type ConsolePlace, type Looking } from './browser/visitor.js';
export { takeScreenshots } from './screenshots/take.js';
