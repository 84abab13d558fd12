// Function-complete dispatch (DOMAIN 6): the set of units that puts every function of a plan on the scene
// soonest. A unit fills one place. Exact, in this order:
//   1. as many places as can be filled. When not all can: first of every function in the order of functions,
//      then second of every function, and so on, each kept when it can be filled beside those kept before
//      (so a function that stands on the scene at all goes before a second unit of another). Which places
//      stay empty depends on who can come, not on how long it takes.
//   2. least time until the last of them is there;
//   3. least driving in all;
//   4. the smaller numbers, function by function.
// Fewer units is no criterion of its own: a unit fills one place, so 1 fixes how many go. 2 and 3 never
// conflict: what a set of units costs hangs on the units alone, so the sets that fill the places are the
// bases of a transversal matroid, and the greedy one is least in both (Edmonds, Matroids and the greedy
// algorithm, 1971). Travel times are handed in (geo/route makes them). Pure; 200 units and 7 functions take
// microseconds.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "data/model/operation_words.hpp"

namespace anxin {

struct UnitCandidate {
  std::size_t unit = 0;        // the caller's number, each once; ties go to the smaller
  std::uint8_t functions = 0;  // bit set that it can fill here
  std::int64_t travel_ms = 0;  // by road; the caller leaves out those that cannot come
};
struct UnitChoice {
  std::size_t unit = 0;
  Function function{};
  std::int64_t travel_ms = 0;
};
struct DispatchSet {
  std::vector<UnitChoice> set;   // by function, then travel time, then number
  FunctionCounts missing{};      // of the plan, that nobody fills
  std::int64_t complete_ms = 0;  // of the latest of the set; 0 when empty
  std::int64_t driving_ms = 0;   // sum over the set
};
// `candidates` in any order.
[[nodiscard]] DispatchSet recommend(const FunctionCounts& plan, std::span<const UnitCandidate> candidates);

// The largest part of the plan that the candidates fill, as 1 says; their travel times do not matter. A
// subset of them that can fill this part gives the same part.
[[nodiscard]] FunctionCounts fillable(const FunctionCounts& plan, std::span<const UnitCandidate> candidates);

// Fed with candidates in ascending travel time: true as soon as what has been fed can fill the whole plan, so
// that a search may stop (after the ties of that time). By Hall's theorem: every set of functions asks for no
// more places than there are units that can fill one of them.
class PlanCover {
 public:
  explicit PlanCover(const FunctionCounts& plan);
  bool add(std::uint8_t functions);  // gives complete()
  [[nodiscard]] bool complete() const;

 private:
  std::array<std::int32_t, std::size_t{1} << kFunctions> asked_{}, met_{};  // by set of functions
};

// For a place of the set: the units that could stand there instead while all others stay where they are, each
// with what the whole set then costs, best first (complete, travel, number), at most `most`. A unit of the
// set is none. Empty when the set has no such place.
struct UnitAlternative {
  std::size_t unit = 0;
  std::int64_t travel_ms = 0;
  std::int64_t complete_ms = 0;  // of the set with it
  std::int64_t driving_ms = 0;   // of the set with it
};
[[nodiscard]] std::vector<UnitAlternative> alternatives(const DispatchSet& set, std::size_t place,
                                                        std::span<const UnitCandidate> candidates,
                                                        std::size_t most);

}  // namespace anxin
