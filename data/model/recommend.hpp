// Function-complete dispatch (DOMAIN 6): the set of units that puts every function of a plan on the scene
// soonest. A unit fills one function. Exact: least time until the last required function is there; ties:
// fewer units, then less total driving, then the smaller ids in the order of functions. What nobody can fill
// is named, and the rest is chosen as if the plan did not ask for it (as many as can be filled). Travel times
// are handed in (geo/route makes them). Pure; 200 units and 7 functions take microseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "data/model/operation_words.hpp"

namespace anxin {

struct UnitCandidate {
  std::size_t unit = 0;        // the caller's number; ties go to the smaller
  std::uint8_t functions = 0;  // bit set that it can fill here
  std::int64_t travel_ms = 0;  // by road; the caller leaves out those that cannot come
};
struct UnitChoice {
  std::size_t unit = 0;
  Function function{};
  std::int64_t travel_ms = 0;
};
struct DispatchSet {
  std::vector<UnitChoice> set;   // by function, then travel time
  FunctionCounts missing{};      // of the plan, that nobody fills
  std::int64_t complete_ms = 0;  // of the latest of the set; 0 when empty
  std::int64_t driving_ms = 0;   // sum over the set
};
// `candidates` in any order.
[[nodiscard]] DispatchSet recommend(const FunctionCounts& plan, std::span<const UnitCandidate> candidates);

// Fed with candidates in ascending travel time: true as soon as what has been fed can fill the whole plan, so
// that a search may stop (after the ties of that time).
class PlanCover {
 public:
  explicit PlanCover(const FunctionCounts& plan);
  bool add(std::uint8_t functions);  // gives complete()
  [[nodiscard]] bool complete() const;

 private:
  FunctionCounts plan_{};
  std::vector<std::uint8_t> fed_;
};

// For a place of the set: the units that could stand there instead, each with what the whole set then costs,
// best first, at most `most`.
struct UnitAlternative {
  std::size_t unit = 0;
  std::int64_t travel_ms = 0;
  std::int64_t complete_ms = 0;  // of the set with it
};
[[nodiscard]] std::vector<UnitAlternative> alternatives(const DispatchSet& set, std::size_t place,
                                                        std::span<const UnitCandidate> candidates,
                                                        std::size_t most);

}  // namespace anxin
