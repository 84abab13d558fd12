#include "data/model/recommend.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace anxin {
namespace {

constexpr int kNowhere = -1;

std::uint8_t bit(int function) { return static_cast<std::uint8_t>(1u << function); }

std::uint8_t asked_functions(const FunctionCounts& plan) {
  std::uint8_t out = 0;
  for (int f = 0; f < kFunctions; ++f)
    if (plan[static_cast<std::size_t>(f)] > 0) out |= bit(f);
  return out;
}

int places_of(const FunctionCounts& plan) {
  int sum = 0;
  for (const auto n : plan) sum += n;
  return sum;
}

using BySet = std::array<std::int32_t, std::size_t{1} << kFunctions>;  // by set of functions

BySet asked_by_set(const FunctionCounts& plan) {
  BySet out{};
  for (std::size_t set = 1; set < out.size(); ++set)
    out[set] = out[set & (set - 1)] + plan[static_cast<std::size_t>(std::countr_zero(set))];
  return out;
}

void count_in(BySet& met, std::uint8_t functions) {
  for (std::size_t set = 0; set < met.size(); ++set) met[set] += (set & functions) != 0;
}

bool covers(const BySet& met, const BySet& asked) {
  for (std::size_t set = 0; set < met.size(); ++set)
    if (met[set] < asked[set]) return false;
  return true;
}

// Units at functions, never more at one than are wanted. Units are numbers into `candidates`, which stand in
// ascending travel time; units of one travel time are a class.
class Matching {
 public:
  Matching(const FunctionCounts& wanted, std::vector<UnitCandidate> candidates);

  // The greedy basis: least time and least driving at once.
  void fill();
  // Of all sets as good, the one with the smaller numbers, function by function.
  void settle_ties();
  [[nodiscard]] std::vector<UnitChoice> choices() const;

 private:
  struct Reached {
    std::uint8_t set = 0;
    std::array<std::uint32_t, kFunctions> mover{};  // the unit that moves on into the function
  };
  [[nodiscard]] bool has_room(int f) const {
    return at_[static_cast<std::size_t>(f)].size() < wanted_[static_cast<std::size_t>(f)];
  }
  [[nodiscard]] Reached reach_from(std::uint8_t start) const;
  [[nodiscard]] std::uint8_t reach_to(std::uint8_t goal) const;
  bool enter(std::uint32_t unit, std::uint8_t into);
  void put(std::uint32_t unit, int function);
  void take_out(std::uint32_t unit);
  bool settle(std::uint32_t unit, int function);
  bool come_in(std::uint32_t unit, int function, std::uint8_t pushed);
  bool change_place(std::uint32_t unit, int function, std::uint8_t pushed);

  const FunctionCounts wanted_;
  std::vector<UnitCandidate> units_;
  std::vector<std::uint32_t> class_of_, class_first_;  // class_first_ has one more at the end
  std::vector<bool> possible_;                         // stands in some set as good
  std::vector<bool> settled_;
  std::vector<int> place_;  // function or kNowhere
  std::array<std::vector<std::uint32_t>, kFunctions> at_;
};

Matching::Matching(const FunctionCounts& wanted, std::vector<UnitCandidate> candidates)
    : wanted_(wanted), units_(std::move(candidates)) {
  const auto asked = asked_functions(wanted);
  for (UnitCandidate& c : units_) c.functions &= asked;
  std::erase_if(units_, [](const UnitCandidate& c) { return c.functions == 0; });
  std::ranges::sort(units_, [](const UnitCandidate& a, const UnitCandidate& b) {
    return a.travel_ms != b.travel_ms ? a.travel_ms < b.travel_ms : a.unit < b.unit;
  });
  class_of_.resize(units_.size());
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (i == 0 || units_[i].travel_ms != units_[i - 1].travel_ms)
      class_first_.push_back(static_cast<std::uint32_t>(i));
    class_of_[i] = static_cast<std::uint32_t>(class_first_.size() - 1);
  }
  class_first_.push_back(static_cast<std::uint32_t>(units_.size()));
  possible_.resize(units_.size());
  settled_.resize(units_.size());
  place_.assign(units_.size(), kNowhere);
  for (std::size_t f = 0; f < kFunctions; ++f) at_[f].reserve(wanted_[f]);
}

// Functions into which a place too many at `start` can be passed on, unit by unit.
Matching::Reached Matching::reach_from(std::uint8_t start) const {
  Reached out;
  out.set = start;
  std::uint8_t waiting = start;
  while (waiting) {
    const auto f = static_cast<std::size_t>(std::countr_zero(waiting));
    waiting &= static_cast<std::uint8_t>(waiting - 1);
    for (const std::uint32_t u : at_[f]) {
      if (settled_[u]) continue;
      const auto fresh = static_cast<std::uint8_t>(units_[u].functions & ~out.set);
      for (std::uint8_t rest = fresh; rest; rest &= static_cast<std::uint8_t>(rest - 1))
        out.mover[static_cast<std::size_t>(std::countr_zero(rest))] = u;
      out.set |= fresh;
      waiting |= fresh;
    }
  }
  return out;
}

// Functions from which a place too many can be passed on into `goal`.
std::uint8_t Matching::reach_to(std::uint8_t goal) const {
  for (std::uint8_t before = 0; before != goal;) {
    before = goal;
    for (std::size_t f = 0; f < kFunctions; ++f) {
      for (const std::uint32_t u : at_[f])
        if (!settled_[u] && (units_[u].functions & goal)) goal |= bit(static_cast<int>(f));
    }
  }
  return goal;
}

void Matching::put(std::uint32_t unit, int function) {
  at_[static_cast<std::size_t>(function)].push_back(unit);
  place_[unit] = function;
}

void Matching::take_out(std::uint32_t unit) {
  std::erase(at_[static_cast<std::size_t>(place_[unit])], unit);
  place_[unit] = kNowhere;
}

// Takes the unit in at one of `into`, moving others on; false, and nothing moved, when there is no room.
bool Matching::enter(std::uint32_t unit, std::uint8_t into) {
  const Reached reached = reach_from(into);
  int room = 0;
  while (room < kFunctions && !((reached.set & bit(room)) && has_room(room))) ++room;
  if (room == kFunctions) return false;
  while (!(into & bit(room))) {
    const std::uint32_t mover = reached.mover[static_cast<std::size_t>(room)];
    const int left = place_[mover];
    take_out(mover);
    put(mover, room);
    room = left;
  }
  put(unit, room);
  return true;
}

void Matching::fill() {
  const int places = places_of(wanted_);
  int filled = 0;
  const auto open = [this] {
    std::uint8_t room = 0;
    for (int f = 0; f < kFunctions; ++f)
      if (has_room(f)) room |= bit(f);
    return room ? reach_to(room) : room;
  };
  std::uint8_t now = open(), before_class = now;
  for (std::uint32_t u = 0; u < units_.size() && (filled < places || before_class); ++u) {
    if (class_first_[class_of_[u]] == u) before_class = now;
    possible_[u] = (units_[u].functions & before_class) != 0;
    if (!(units_[u].functions & now)) continue;
    const bool entered = enter(u, units_[u].functions);
    assert(entered);
    filled += entered;
    now = open();
  }
}

// Every place in turn takes the smallest number that some set as good has there. Two sets as good differ by
// cycles of moves, each of which costs nothing; the one through (unit, function) passes a place on from
// function to function, and at most once one unit stays home for another of the same travel time.
void Matching::settle_ties() {
  std::vector<std::uint32_t> by_number;
  for (std::uint32_t u = 0; u < units_.size(); ++u)
    if (possible_[u]) by_number.push_back(u);
  std::ranges::sort(by_number, {}, [this](std::uint32_t u) { return units_[u].unit; });
  for (int f = 0; f < kFunctions; ++f) {
    int left = wanted_[static_cast<std::size_t>(f)];
    for (const std::uint32_t u : by_number) {  // what was refused once is refused later: less is free then
      if (left == 0) break;
      if (settled_[u] || !(units_[u].functions & bit(f)) || !settle(u, f)) continue;
      settled_[u] = true;
      --left;
    }
  }
}

bool Matching::settle(std::uint32_t unit, int function) {
  if (place_[unit] == function) return true;
  const std::uint8_t pushed = reach_from(bit(function)).set;
  return place_[unit] == kNowhere ? come_in(unit, function, pushed) : change_place(unit, function, pushed);
}

// From home: one of the same travel time, to which a place can be passed on, stays home.
bool Matching::come_in(std::uint32_t unit, int function, std::uint8_t pushed) {
  for (std::uint8_t rest = pushed; rest; rest &= static_cast<std::uint8_t>(rest - 1)) {
    for (const std::uint32_t v : at_[static_cast<std::size_t>(std::countr_zero(rest))]) {
      if (settled_[v] || class_of_[v] != class_of_[unit]) continue;
      take_out(v);
      const bool entered = enter(unit, bit(function));
      assert(entered);
      return entered;
    }
  }
  return false;
}

// From another function: its old place is filled by passing on, or by one from home while one of the same
// travel time stays home.
bool Matching::change_place(std::uint32_t unit, int function, std::uint8_t pushed) {
  if (pushed & bit(place_[unit])) {
    take_out(unit);
    const bool entered = enter(unit, bit(function));
    assert(entered);
    return entered;
  }
  const std::uint8_t fills = reach_to(bit(place_[unit]));
  std::vector<std::uint32_t> seen;  // classes
  for (std::uint8_t rest = pushed; rest; rest &= static_cast<std::uint8_t>(rest - 1)) {
    for (const std::uint32_t v : at_[static_cast<std::size_t>(std::countr_zero(rest))]) {
      const std::uint32_t k = class_of_[v];
      if (settled_[v] || std::ranges::find(seen, k) != seen.end()) continue;
      seen.push_back(k);
      for (std::uint32_t x = class_first_[k]; x < class_first_[k + 1]; ++x) {
        if (place_[x] != kNowhere || !possible_[x] || !(units_[x].functions & fills)) continue;
        take_out(unit);
        take_out(v);
        const bool entered = enter(unit, bit(function)) && enter(x, units_[x].functions);
        assert(entered);
        return entered;
      }
    }
  }
  return false;
}

std::vector<UnitChoice> Matching::choices() const {
  std::vector<UnitChoice> out;
  for (int f = 0; f < kFunctions; ++f) {
    for (const std::uint32_t u : at_[static_cast<std::size_t>(f)])
      out.push_back({units_[u].unit, static_cast<Function>(f), units_[u].travel_ms});
  }
  std::ranges::sort(out, [](const UnitChoice& a, const UnitChoice& b) {
    if (a.function != b.function) return a.function < b.function;
    return a.travel_ms != b.travel_ms ? a.travel_ms < b.travel_ms : a.unit < b.unit;
  });
  return out;
}

}  // namespace

FunctionCounts fillable(const FunctionCounts& plan, std::span<const UnitCandidate> candidates) {
  BySet met{};
  for (const UnitCandidate& c : candidates) count_in(met, c.functions);
  const auto fills = [&met](const FunctionCounts& part) { return covers(met, asked_by_set(part)); };
  if (fills(plan)) return plan;
  FunctionCounts part{};
  std::uint8_t full = 0;  // one place that does not fit never fits later: the part only grows
  for (int round = 1; round <= 255; ++round) {
    bool more = false;
    for (std::size_t f = 0; f < kFunctions; ++f) {
      if (plan[f] < round || (full & bit(static_cast<int>(f)))) continue;
      ++part[f];
      if (fills(part)) {
        more = true;
      } else {
        --part[f];
        full |= bit(static_cast<int>(f));
      }
    }
    if (!more) break;
  }
  return part;
}

DispatchSet recommend(const FunctionCounts& plan, std::span<const UnitCandidate> candidates) {
  const FunctionCounts part = fillable(plan, candidates);
  Matching matching(part, {candidates.begin(), candidates.end()});
  matching.fill();
  matching.settle_ties();
  DispatchSet out;
  out.set = matching.choices();
  for (std::size_t f = 0; f < kFunctions; ++f) out.missing[f] = static_cast<std::uint8_t>(plan[f] - part[f]);
  for (const UnitChoice& choice : out.set) {
    out.complete_ms = std::max(out.complete_ms, choice.travel_ms);
    out.driving_ms += choice.travel_ms;
  }
  return out;
}

PlanCover::PlanCover(const FunctionCounts& plan) : asked_(asked_by_set(plan)) {}

bool PlanCover::add(std::uint8_t functions) {
  count_in(met_, functions);
  return complete();
}

bool PlanCover::complete() const { return covers(met_, asked_); }

std::vector<UnitAlternative> alternatives(const DispatchSet& set, std::size_t place,
                                          std::span<const UnitCandidate> candidates, std::size_t most) {
  std::vector<UnitAlternative> out;
  if (place >= set.set.size()) return out;
  const UnitChoice& leaves = set.set[place];
  std::int64_t others_ms = 0;
  for (std::size_t i = 0; i < set.set.size(); ++i)
    if (i != place) others_ms = std::max(others_ms, set.set[i].travel_ms);
  for (const UnitCandidate& c : candidates) {
    if (!(c.functions & bit(static_cast<int>(leaves.function)))) continue;
    if (std::ranges::find(set.set, c.unit, &UnitChoice::unit) != set.set.end()) continue;
    out.push_back({c.unit, c.travel_ms, std::max(others_ms, c.travel_ms),
                   set.driving_ms - leaves.travel_ms + c.travel_ms});
  }
  std::ranges::sort(out, [](const UnitAlternative& a, const UnitAlternative& b) {
    if (a.complete_ms != b.complete_ms) return a.complete_ms < b.complete_ms;
    return a.travel_ms != b.travel_ms ? a.travel_ms < b.travel_ms : a.unit < b.unit;
  });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace anxin
