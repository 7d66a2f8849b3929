/** What the hub holds and SDTM cannot tell, with the reason: the reviewer's guide prints it. */
export const NOT_CARRIED: readonly { readonly what: string; readonly why: string }[] = [
  {
    what: 'Whether a read is locked',
    why: "A package holds the reads that count; how far they are is the hub's business.",
  },
  {
    what: 'Verdict of the image control',
    why: 'It is of the conduct; a timepoint without usable images says NOT DONE with its reason.',
  },
  {
    what: 'Rule that made a day of a partial date',
    why: "The text as given is sent; the day used only as the visit's date where something told it.",
  },
  {
    what: 'Corticosteroids as STRUSTAT',
    why: 'The hub holds the dose, not a status against a reference: the dose is sent as CSDOSE.',
  },
  {
    what: 'Order of the criteria in the charter',
    why: 'RSCAT names each; the order is told in this guide.',
  },
  { what: 'Eligibility criteria (TI, IE)', why: 'The hub holds none.' },
  { what: 'Procedures other than imaging, laboratory other than PSA', why: 'The hub holds none.' },
];
