// What the tests of the simulated city share: the pack, cities made once a run, and a digest of rows in their
// order.
#pragma once
#include <map>
#include <set>
#include <string>

#include "data/demo/demo.hpp"
#include "data/model/assess.hpp"

namespace anxin::test {

const Pack& beijing();  // loaded once; an empty pack with a failure when it cannot be
const Batch& city_of(std::size_t projects, std::uint64_t seed = 20261123,
                     int months = 36);  // made once a run
[[nodiscard]] Day anchor_day();
[[nodiscard]] std::string digest_of(const Batch& batch);  // SM3 over every field of every row, in order
// A project's facts as of the anchor day, put together from rows without the Registry.
class FactsOf {
 public:
  explicit FactsOf(const Batch& batch);
  [[nodiscard]] ProjectFacts operator()(std::size_t project) const;

 private:
  const Batch& batch_;
  std::vector<std::size_t> first_month_, first_safeguard_;
  std::vector<std::pair<std::string, SafeguardState>> deposits_;
  std::multimap<std::string, const OrderRow*> orders_;
  std::multimap<std::string, const ComplaintRow*> complaints_;
  std::set<std::string> listed_;                                   // contractors on the anchor day
  std::multimap<std::string, std::pair<std::size_t, Day>> owing_;  // by contractor: project, oldest pay date
  [[nodiscard]] std::vector<MonthFacts> months(std::size_t project, Day as_of) const;
};

}  // namespace anxin::test
