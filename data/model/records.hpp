// Records about projects and enterprises as immutable columns: complaints, rectification orders, past
// incidents, the blacklist, and the feeds that deliver data. Part of the Registry (data/model/registry.hpp):
// same owner, same thread rule, same indices. Days are days since 1970-01-01 (Beijing civil day), an absent
// one is kUnknownDay; a moment is seconds since 1970-01-01T00:00:00Z.
#pragma once
#include <cstdint>
#include <vector>

#include "data/model/columns.hpp"

namespace anxin {

// In the order (project, received, id); rows of project i are [first[i], first[i + 1]).
struct ComplaintColumns {
  std::vector<std::uint32_t> first;
  Strings id;
  std::vector<std::int32_t> received, persons, closed;
  std::vector<Fen> claimed_fen;  // kUnknownFen
  std::vector<Channel> channel;
  [[nodiscard]] std::size_t size() const { return received.size(); }
};

// In the order (project, issued, id).
struct OrderColumns {
  std::vector<std::uint32_t> first;
  Strings id, subject;
  std::vector<std::int32_t> issued, due, closed;
  [[nodiscard]] std::size_t size() const { return issued.size(); }
};

// In the order (project, reported, id).
struct IncidentColumns {
  std::vector<std::uint32_t> first;
  Strings id;
  std::vector<std::int32_t> reported, persons, closed;
  [[nodiscard]] std::size_t size() const { return reported.size(); }
};

// In the order (enterprise, listed); rows of enterprise i are [first[i], first[i + 1]). Listed enterprises
// that no table knows are left out, so `kept` says whether the register holds any row at all.
struct BlacklistColumns {
  std::vector<std::uint32_t> first;
  std::vector<std::int32_t> listed, removed, published;
  bool kept = false;
  [[nodiscard]] std::size_t size() const { return listed.size(); }
  // listed <= day < removed of some row.
  [[nodiscard]] bool is_listed(Index enterprise, Day day) const;
};

// Feeds in the order of their ids; deliveries of feed f, ascending, are
// arrived_at[first_arrival[f] .. first_arrival[f + 1]).
struct FeedColumns {
  Strings id, name, owner;
  std::vector<FeedKind> kind;
  std::vector<std::int64_t> stale_after_s;
  std::vector<std::uint32_t> first_arrival;
  std::vector<std::int64_t> arrived_at;
  [[nodiscard]] std::size_t size() const { return kind.size(); }
  // The latest delivery up to `now`; empty when there was none.
  [[nodiscard]] std::optional<Instant> latest_arrival(std::size_t feed, Instant now) const;
};

// In the order (project, valid_from, feed); rows of project i are [first[i], first[i + 1]). `feed` is a
// position in FeedColumns.
struct ProjectFeedColumns {
  std::vector<std::uint32_t> first;
  std::vector<std::uint16_t> feed;
  std::vector<std::int32_t> valid_from;
  [[nodiscard]] std::size_t size() const { return feed.size(); }
};

struct Records {
  ComplaintColumns complaints;
  OrderColumns orders;
  IncidentColumns incidents;
  BlacklistColumns blacklist;
  FeedColumns feeds;
  ProjectFeedColumns project_feeds;
  // The feed of that kind which holds for the project on the day; kNone without one.
  [[nodiscard]] Index feed_of(Index project, FeedKind kind, Day day) const;
  [[nodiscard]] std::size_t bytes() const;  // memory held
};

}  // namespace anxin
