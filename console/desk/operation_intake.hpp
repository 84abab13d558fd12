// A file of response units or incidents on its way into the operations. Every row is weighed as if it had
// been entered at the keyboard: what decide refuses joins the rejected rows with decide's sentence; what is
// already so (a unit as the file says it, a case that is on record) is left away; the rest is one command,
// which goes in whole or not at all. Not for rows of a Batch (Store::commit). Thread: the Operator's.
#pragma once
#include "console/desk/operator.hpp"
#include "data/ingest/ingest.hpp"

namespace anxin {

struct OperationIntake {
  Intake intake;             // its units and incidents are spent; `rejected` has the refused rows too
  OperationCommand command;  // EnrollUnits or ReportIncidents; of nothing when nothing is new
  std::size_t added = 0, changed = 0, unchanged = 0;
  std::vector<LonLat> at;  // of the rows that are not rejected
  [[nodiscard]] bool any() const { return added + changed > 0; }
};

// Only for kinds that become commands. Errors: the store could not be read.
[[nodiscard]] Result<OperationIntake> weigh_intake(Operator& desk, Intake intake, const Operator::Who& who);

}  // namespace anxin
