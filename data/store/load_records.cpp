#include "data/store/load_records.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "data/store/words.hpp"

namespace anxin {
namespace {

std::int32_t day_or_unknown(const Statement& s, int column) {
  return s.is_null(column) ? kUnknownDay : static_cast<std::int32_t>(s.integer(column));
}

Index at(const std::vector<Index>& table, std::int64_t number) {
  return number >= 0 && static_cast<std::size_t>(number) < table.size()
             ? table[static_cast<std::size_t>(number)]
             : kNone;
}

// Runs `take` for each row of load_X, or of load_X_known.
template <class Take>
Status each(SpatialiteStore& store, std::string_view now, std::string_view known,
            const std::optional<std::int64_t>& batch, Take take) {
  const Result<Statement*> rows = store.statement(batch ? known : now);
  if (!rows) return std::unexpected(rows.error());
  if (batch) (*rows)->bind(1, *batch);
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    take(std::as_const(**rows));
  }
}

// A record of a project on its way into columns: whose it is, its day, its id, then the rest.
struct Loaded {
  Index subject = kNone;
  std::int32_t day = 0;
  std::string id;
  std::int32_t a = 0, b = 0;
  std::int64_t amount = 0;
  std::uint8_t word = 0;
  std::string text;
};

// In the columns' order, and where each subject's rows begin.
void arrange(std::vector<Loaded>& rows, std::size_t subjects, std::vector<std::uint32_t>& first) {
  const auto key = [](const Loaded& r) { return std::tie(r.subject, r.day, r.id); };
  std::ranges::sort(rows, [&](const Loaded& x, const Loaded& y) { return key(x) < key(y); });
  first.assign(subjects + 1, 0);
  for (const Loaded& r : rows) ++first[r.subject + 1];
  for (std::size_t i = 0; i < subjects; ++i) first[i + 1] += first[i];
}

class Loader {
 public:
  Loader(SpatialiteStore& store, const Registry& registry, const std::vector<Index>& project_of,
         const std::optional<std::int64_t>& batch, Records& out)
      : store_(store), registry_(registry), project_of_(project_of), batch_(batch), out_(out) {}

  Status complaints() {
    std::vector<Loaded> rows;
    const Status done =
        each(store_, "load_complaint", "load_complaint_known", batch_, [&](const Statement& s) {
          add(rows, s, 2, [&](Loaded& r) {
            r.a = static_cast<std::int32_t>(s.integer(3));
            r.amount = s.optional_integer(4).value_or(kUnknownFen);
            r.word = static_cast<std::uint8_t>(s.integer(5));
            r.b = day_or_unknown(s, 6);
          });
        });
    ComplaintColumns& c = out_.complaints;
    arrange(rows, registry_.projects(), c.first);
    for (const Loaded& r : rows) {
      c.id.push_back(r.id);
      c.received.push_back(r.day);
      c.persons.push_back(r.a);
      c.claimed_fen.push_back(r.amount);
      c.channel.push_back(static_cast<Channel>(r.word));
      c.closed.push_back(r.b);
    }
    return done;
  }

  Status orders() {
    std::vector<Loaded> rows;
    const Status done = each(store_, "load_rectification_order", "load_rectification_order_known", batch_,
                             [&](const Statement& s) {
                               add(rows, s, 2, [&](Loaded& r) {
                                 r.a = static_cast<std::int32_t>(s.integer(3));
                                 r.b = day_or_unknown(s, 4);
                                 r.text = s.text(5);
                               });
                             });
    OrderColumns& c = out_.orders;
    arrange(rows, registry_.projects(), c.first);
    for (const Loaded& r : rows) {
      c.id.push_back(r.id);
      c.subject.push_back(r.text);
      c.issued.push_back(r.day);
      c.due.push_back(r.a);
      c.closed.push_back(r.b);
    }
    return done;
  }

  Status incidents() {
    std::vector<Loaded> rows;
    const Status done = each(store_, "load_incident", "load_incident_known", batch_, [&](const Statement& s) {
      add(rows, s, 2, [&](Loaded& r) {
        r.a = static_cast<std::int32_t>(s.integer(3));
        r.b = day_or_unknown(s, 4);
      });
    });
    IncidentColumns& c = out_.incidents;
    arrange(rows, registry_.projects(), c.first);
    for (const Loaded& r : rows) {
      c.id.push_back(r.id);
      c.reported.push_back(r.day);
      c.persons.push_back(r.a);
      c.closed.push_back(r.b);
    }
    return done;
  }

  Status blacklist() {
    std::vector<Loaded> rows;
    BlacklistColumns& c = out_.blacklist;
    std::unordered_map<std::string_view, Index> enterprises;  // made when there is a row
    const Status done =
        each(store_, "load_blacklist", "load_blacklist_known", batch_, [&](const Statement& s) {
          c.kept = true;
          if (enterprises.empty()) {
            for (std::size_t i = 0; i < registry_.enterprise_uscc.size(); ++i)
              enterprises.emplace(registry_.enterprise_uscc[i], static_cast<Index>(i));
          }
          const auto found = enterprises.find(s.text(0));
          if (found == enterprises.end()) return;
          Loaded& r = rows.emplace_back();
          r.subject = found->second;
          r.day = static_cast<std::int32_t>(s.integer(1));
          r.a = day_or_unknown(s, 2);
          r.b = day_or_unknown(s, 3);
        });
    arrange(rows, registry_.enterprise_uscc.size(), c.first);
    for (const Loaded& r : rows) {
      c.listed.push_back(r.day);
      c.removed.push_back(r.a);
      c.published.push_back(r.b);
    }
    return done;
  }

  Status feeds() {
    FeedColumns& c = out_.feeds;
    Status done = each(store_, "load_feed", "load_feed_known", batch_, [&](const Statement& s) {
      const auto number = static_cast<std::size_t>(s.integer(0));
      if (number >= feed_of_.size()) feed_of_.resize(number + 1, kNone);
      feed_of_[number] = static_cast<Index>(c.size());
      c.id.push_back(s.text(1));
      c.name.push_back(s.text(2));
      c.owner.push_back(s.text(3));
      c.kind.push_back(static_cast<FeedKind>(s.integer(4)));
      c.stale_after_s.push_back(s.integer(5));
    });
    if (!done) return done;
    std::vector<std::pair<Index, std::int64_t>> arrivals;
    done = each(store_, "load_feed_arrival", "load_feed_arrival_known", batch_, [&](const Statement& s) {
      const Index feed = at(feed_of_, s.integer(0));
      if (feed != kNone) arrivals.emplace_back(feed, s.integer(1));
    });
    std::ranges::sort(arrivals);
    c.first_arrival.assign(c.size() + 1, 0);
    c.arrived_at.reserve(arrivals.size());
    for (const auto& [feed, moment] : arrivals) {
      ++c.first_arrival[feed + 1];
      c.arrived_at.push_back(moment);
    }
    for (std::size_t i = 0; i < c.size(); ++i) c.first_arrival[i + 1] += c.first_arrival[i];
    return done;
  }

  // After feeds().
  Status project_feeds() {
    struct Link {
      Index project;
      std::int32_t day;
      std::uint16_t feed;
      auto operator<=>(const Link&) const = default;
    };
    std::vector<Link> links;
    const Status done =
        each(store_, "load_project_feed", "load_project_feed_known", batch_, [&](const Statement& s) {
          const std::int64_t key = s.integer(0);
          const Index project = at(project_of_, month_key_project(key)),
                      feed = at(feed_of_, month_key_month(key));
          if (project != kNone && feed != kNone)
            links.push_back(
                {project, static_cast<std::int32_t>(key_day(key)), static_cast<std::uint16_t>(feed)});
        });
    if (!std::ranges::is_sorted(links)) std::ranges::sort(links);
    ProjectFeedColumns& c = out_.project_feeds;
    c.first.assign(registry_.projects() + 1, 0);
    c.feed.reserve(links.size());
    c.valid_from.reserve(links.size());
    for (const Link& link : links) {
      ++c.first[link.project + 1];
      c.feed.push_back(link.feed);
      c.valid_from.push_back(link.day);
    }
    for (std::size_t i = 0; i < registry_.projects(); ++i) c.first[i + 1] += c.first[i];
    return done;
  }

 private:
  // Columns 0 project, 1 id, `day` the day; `rest` takes what follows.
  template <class Rest>
  void add(std::vector<Loaded>& rows, const Statement& s, int day, Rest rest) {
    const Index project = at(project_of_, s.integer(0));
    if (project == kNone) return;
    Loaded& r = rows.emplace_back();
    r.subject = project;
    r.id = s.text(1);
    r.day = static_cast<std::int32_t>(s.integer(day));
    rest(r);
  }

  SpatialiteStore& store_;
  const Registry& registry_;
  const std::vector<Index>& project_of_;
  const std::optional<std::int64_t>& batch_;
  Records& out_;
  std::vector<Index> feed_of_;  // by number
};

}  // namespace

Status load_records(SpatialiteStore& store, const Registry& registry, const std::vector<Index>& project_of,
                    const std::optional<std::int64_t>& batch, Records& out) {
  Loader loader(store, registry, project_of, batch, out);
  Status done = loader.complaints();
  if (done) done = loader.orders();
  if (done) done = loader.incidents();
  if (done) done = loader.blacklist();
  if (done) done = loader.feeds();
  if (done) done = loader.project_feeds();
  return done;
}

}  // namespace anxin
