// Advice for one incident from the published operations and the road graph: the set of units that completes
// its plan soonest by road, routes, alternatives, what the set leaves uncovered, reach, and the ways of units
// under way. Deterministic for its inputs. Keeps a search's workspace and where units stand on the roads, so
// one Adviser belongs to one thread; a set for 200 units takes about 2 ms, what it leaves uncovered and the
// alternatives follow apart.
//
// Who may be sent: Operations::available, with the functions of data/model/unit_functions.hpp.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "console/desk/dispatch_state.hpp"
#include "data/packs/pack.hpp"
#include "geo/route/search.hpp"

namespace anxin {

// A unit chosen by hand for a function.
struct ChosenPart {
  Function function{};
  std::string unit;
  friend bool operator==(const ChosenPart&, const ChosenPart&) = default;
};

class Adviser {
 public:
  // The graph must be that of the store; both are shared.
  Adviser(std::shared_ptr<const RoadGraph> roads, std::shared_ptr<const Pack> pack);

  // What is still to be sent. `chosen` not empty: that set with its times, against the best one. An incident
  // off the roads, or one that is not there, comes back with the error.
  [[nodiscard]] Advice advise(const Operations& operations, const std::string& incident,
                              std::span<const ChosenPart> chosen, Instant now);
  // Fills in, for an Advice just made from the same operations: the alternatives of each place and the
  // supervising units that it leaves without a function within its limit.
  void complete(Advice& advice, const Operations& operations, Instant now);

  // The road network for the map, one stretch an edge; made once.
  [[nodiscard]] std::shared_ptr<const RoadNet> network();
  [[nodiscard]] ReachBands reach(const Operations& operations, const std::string& incident, Instant now);
  // Of units that have accepted or are on their way to open incidents.
  [[nodiscard]] std::vector<UnderWay> under_way(const Operations& operations, Instant now);

  // Travel time and distance of every available unit that can come, nearest first: `anxin eta`.
  struct Arrival {
    std::string unit;
    std::uint8_t functions = 0;
    UnitReach reach;
  };
  [[nodiscard]] Result<std::vector<Arrival>> arrivals(const Operations& operations,
                                                      const std::string& incident, Instant now);

 private:
  struct Standing {  // where a unit stands; no road within a walk: empty
    LonLat at;
    std::optional<Snap> own;   // on the roads were none closed
    std::optional<Snap> snap;  // heeding closures
  };
  struct Fleet {  // units that may come, in the order of their ids
    std::vector<const ResponseUnit*> units;
    std::vector<Snap> starts;
    std::vector<UnitPlace> places;
  };
  struct Met {                              // on a search to the place, nearest first
    std::vector<UnitReach> units;           // all, by their numbers in the fleet
    std::vector<UnitCandidate> candidates;  // those that can fill a place
  };
  void heed_closures(const Operations& operations, Instant now);
  [[nodiscard]] const Closures* closures() const { return closed_ ? &*closed_ : nullptr; }
  [[nodiscard]] const std::optional<Snap>& snap_of(const ResponseUnit& unit, LonLat at);
  [[nodiscard]] std::optional<Snap> round_closures(const Standing& standing) const;
  [[nodiscard]] Fleet fleet(const Operations& operations, Instant now);
  [[nodiscard]] Result<Snap> destination_of(const Incident& incident);
  [[nodiscard]] TrafficProfile profile(Instant now) const;
  // Until the plan can be filled as far as the fleet can fill it, and all of `chosen` are met.
  [[nodiscard]] Met meet_for_plan(const Fleet& fleet, const Snap& place, const Incident& incident,
                                  const Advice& advice, std::span<const ChosenPart> chosen);
  // Until the set is met, and for each of its functions as many others as are told.
  [[nodiscard]] Met meet_others(const Fleet& fleet, const Snap& place, const Incident& incident,
                                const Advice& advice);
  [[nodiscard]] AdvisedUnit part_of(const Fleet& fleet, std::size_t start, Function function,
                                    const UnitReach& reach);
  void give_reasons(Advice& advice, const Fleet& fleet, const Incident& incident,
                    std::span<const UnitReach> met) const;
  void leave_uncovered(Advice& advice, const Operations& operations, Instant now);

  std::shared_ptr<const RoadGraph> roads_;
  std::shared_ptr<const Pack> pack_;
  RouteSearch search_;
  std::unordered_map<std::string, Standing> standing_;
  std::vector<std::string> closure_ids_;  // those that closed_ holds
  std::optional<Closures> closed_;
  std::vector<std::optional<Snap>> anchors_;  // of the pack's supervising units
  std::shared_ptr<const RoadNet> network_;
  std::unordered_map<std::string, std::pair<LonLat, UnderWay>> under_way_;  // by assignment, with its start
  TrafficProfile under_way_profile_{};                                      // that those times are of
};

// What of the plan no live assignment fills yet.
[[nodiscard]] FunctionCounts still_to_send(const Operations& operations, const Incident& incident);

}  // namespace anxin
