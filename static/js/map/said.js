// What the server tells of a territory or of a saved view: which part of it one sees. Once each.
import { where } from "map/state";

const ID = "said";

export function told({ notices, on }) {
  let last = "";

  function tell({ said }) {
    if (said === last) return; // closed by hand, it stays closed
    last = said;
    notices.clear(ID);
    if (said) notices.show(ID, said, { label: "Fermer", run: () => notices.clear(ID) });
  }

  on("filtered", tell);
  tell(where());
}
