/** The logs that make a careless rule look at all the others for each of many things; the tests have them too. */
export { HOSTILE_CALLS } from '../../test/support/hostileCalls';
