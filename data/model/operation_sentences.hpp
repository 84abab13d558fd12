// One sentence for each change of operations, in Chinese and English: what `anxin journal` prints and logs on
// the screen show. Says what the change says and nothing more; names come from the operations at that moment.
// Pure, any thread.
#pragma once
#include <string>

#include "data/model/operation_change.hpp"

namespace anxin {

// Without a full stop. `known`: the operations with the change; a unit, incident or assignment that is not
// there is named by its id.
[[nodiscard]] std::string describe_change(const OperationChange& change, const Operations& known,
                                          bool english);
// The incident that a change is about: named by it, or that of its assignment or ledger line; "" none.
[[nodiscard]] std::string incident_of(const OperationChange& change, const Operations& known);
// Every Chinese character that describe_change can use of its own, for a font atlas.
[[nodiscard]] std::string change_characters();

}  // namespace anxin
