/** Something is missing on this machine: the message is what a person has to do, `details` what a program printed. */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {string} [details]
   */
  constructor(message, details = '') {
    super(message);
    this.details = details;
  }
}
