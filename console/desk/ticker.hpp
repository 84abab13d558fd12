// 播报: what happened, in at most ten lines, and which one alarm sounds now. A flood is folded: of 10,000
// events in ten minutes ten lines are left, and no open incident of level I that had an event is hidden in
// them (UX 11). Pure: the same records and moment give the same lines in the same order. Positions that units
// report are no events. Neither draws nor plays anything; any thread.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "console/desk/dispatch_state.hpp"
#include "data/model/operation_change.hpp"

namespace anxin {

inline constexpr std::size_t kTickerLines = 10;
inline constexpr std::chrono::minutes kTickerReach{60};

// Tells of the records not after `now` and not older than kTickerReach, and of the ten latest events when
// there were fewer; `records` in the order of the journal, the whole of it or its end. Lines: those of open
// incidents of level I first, then the newest first. The finest folding that fits is taken: every event a
// line; events of one kind at one incident; all events of an incident; and last the graver and newer
// incidents alone, the others a line a level that counts them (and names each one of level I). `folded` over
// all lines adds up to the number of events told. Levels are as they are in `operations`. O(events told,
// times their logarithm).
[[nodiscard]] std::vector<TickerLine> ticker_of(std::span<const OperationRecord> records,
                                                const Operations& operations, Instant now);

// When incidents became known and raised an alarm, and when a seat acknowledged: what of the journal the
// alarm needs. Fed with records in their order.
struct AlarmTimes {
  std::map<std::string, Instant> known, raised,
      acknowledged;  // by incident, the latest; claiming acknowledges
  void take(const OperationRecord& record);
};

inline constexpr std::int64_t kSilenceS = 300;    // after an acknowledgement, of that incident alone
inline constexpr std::int64_t kSoundsOnceS = 10;  // for so long a sound that comes once is due

// The worst one that sounds at `now`, None when all is quiet: new incidents of level I and II that nobody has
// claimed, then breaches and misses (the graver incident first), then new ones of level III. Of equals the
// one that began first. A silence of kSilenceS begins with each acknowledgement; a new I or II that is still
// unclaimed sounds again after it.
[[nodiscard]] AlarmSound alarm_of(const Operations& operations, const AlarmTimes& times, Instant now);

}  // namespace anxin
