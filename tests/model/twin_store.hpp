// A real store of two supervising units, filled from rows, that an engine and its SQL twin both read.
#pragma once
#include <vector>

#include "data/db/database.hpp"
#include "data/store/store.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {

class TwinStore {
 public:
  TwinStore(const Batch& batch, Day anchor);  // fails the test when the store refuses
  [[nodiscard]] const Registry& registry() const { return *registry_; }
  // A connection in which facts.sql and then `script` of tests/model/twins have run as of the end of the day,
  // `from` in the script replaced by `to`. asked(day, moment) is there.
  [[nodiscard]] Database run(Day as_of, const std::string& script, const std::string& from,
                             const std::string& to) const;

 private:
  void fill(const Batch& batch, Day anchor);
  Scratch scratch_;
  std::shared_ptr<const Registry> registry_;
};

}  // namespace anxin::test
