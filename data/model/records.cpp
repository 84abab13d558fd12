#include "data/model/records.hpp"

#include <algorithm>

namespace anxin {
namespace {

std::int32_t number(Day d) { return static_cast<std::int32_t>(d.time_since_epoch().count()); }

template <class... T>
std::size_t held(const std::vector<T>&... columns) {
  return (... + (columns.capacity() * sizeof(T)));
}

}  // namespace

bool BlacklistColumns::is_listed(Index enterprise, Day day) const {
  if (first.size() < std::size_t{enterprise} + 2) return false;
  for (std::size_t i = first[enterprise]; i < first[enterprise + 1]; ++i) {
    if (listed[i] <= number(day) && (removed[i] == kUnknownDay || number(day) < removed[i])) return true;
  }
  return false;
}

std::optional<Instant> FeedColumns::latest_arrival(std::size_t feed, Instant now) const {
  const auto begin = arrived_at.begin() + first_arrival[feed],
             end = arrived_at.begin() + first_arrival[feed + 1];
  const auto after = std::upper_bound(begin, end, now.time_since_epoch().count());
  if (after == begin) return std::nullopt;
  return Instant{std::chrono::seconds{*std::prev(after)}};
}

Index Records::feed_of(Index project, FeedKind kind, Day day) const {
  const ProjectFeedColumns& c = project_feeds;
  if (c.first.size() < std::size_t{project} + 2) return kNone;
  Index found = kNone;
  for (std::size_t i = c.first[project]; i < c.first[project + 1]; ++i) {
    if (c.valid_from[i] <= number(day) && feeds.kind[c.feed[i]] == kind) found = c.feed[i];
  }
  return found;
}

std::size_t Records::bytes() const {
  std::size_t sum = held(complaints.first, complaints.received, complaints.persons, complaints.closed,
                         complaints.claimed_fen, complaints.channel);
  sum += held(orders.first, orders.issued, orders.due, orders.closed);
  sum += held(incidents.first, incidents.reported, incidents.persons, incidents.closed);
  sum += held(blacklist.first, blacklist.listed, blacklist.removed, blacklist.published);
  sum += held(feeds.kind, feeds.stale_after_s, feeds.first_arrival, feeds.arrived_at);
  sum += held(project_feeds.first, project_feeds.feed, project_feeds.valid_from);
  for (const Strings* s :
       {&complaints.id, &orders.id, &orders.subject, &incidents.id, &feeds.id, &feeds.name, &feeds.owner}) {
    sum += s->bytes();
  }
  return sum;
}

}  // namespace anxin
