export { storyWith, toolPath, type Tool } from './tools/tools.js';
