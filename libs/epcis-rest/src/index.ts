export { captureDue } from './capture/capture-due.js';
export * from './epcis-rest.module.js';
