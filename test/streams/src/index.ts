export { runMember } from './support/member.js';
