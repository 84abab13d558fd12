// The twin's records as columns: every table looked through for every project.
#include <algorithm>

#include "tests/store/memory_store.hpp"

namespace anxin::test {
namespace {

std::int32_t number(const std::optional<Day>& day) {
  return day ? static_cast<std::int32_t>(day->time_since_epoch().count()) : kUnknownDay;
}

}  // namespace

Records MemoryStore::records_at(const Registry& r, std::int64_t batch) const {
  Records out;
  const auto end = [](auto& columns) { columns.first.push_back(static_cast<std::uint32_t>(columns.size())); };
  auto complaints = rows_at(tables_.complaints, batch);
  std::ranges::stable_sort(complaints, {}, &ComplaintRow::received);
  auto orders = rows_at(tables_.orders, batch);
  std::ranges::stable_sort(orders, {}, &OrderRow::issued);
  auto incidents = rows_at(tables_.incidents, batch);
  std::ranges::stable_sort(incidents, {}, &IncidentRow::reported);
  auto links = rows_at(tables_.project_feeds, batch);
  std::ranges::stable_sort(links, {}, &ProjectFeedRow::valid_from);
  out.complaints.first = out.orders.first = out.incidents.first = out.blacklist.first =
      out.project_feeds.first = {0};
  std::map<std::string, std::uint16_t> feeds;
  out.feeds.first_arrival = {0};
  const auto arrivals = rows_at(tables_.arrivals, batch);
  for (const FeedRow& row : rows_at(tables_.feeds, batch)) {
    feeds[row.id] = static_cast<std::uint16_t>(out.feeds.size());
    out.feeds.id.push_back(row.id);
    out.feeds.name.push_back(row.name);
    out.feeds.owner.push_back(row.owner);
    out.feeds.kind.push_back(row.kind);
    out.feeds.stale_after_s.push_back(row.stale_after_s);
    for (const FeedArrivalRow& a : arrivals) {
      if (a.feed == row.id) out.feeds.arrived_at.push_back(a.arrived_at.time_since_epoch().count());
    }
    out.feeds.first_arrival.push_back(static_cast<std::uint32_t>(out.feeds.arrived_at.size()));
  }
  for (std::size_t i = 0; i < r.projects(); ++i) {
    for (const ComplaintRow& row : complaints) {
      if (row.project != r.id[i]) continue;
      out.complaints.id.push_back(row.id);
      out.complaints.received.push_back(number(row.received));
      out.complaints.persons.push_back(row.persons);
      out.complaints.closed.push_back(number(row.closed));
      out.complaints.claimed_fen.push_back(row.claimed_fen.value_or(kUnknownFen));
      out.complaints.channel.push_back(row.channel);
    }
    for (const OrderRow& row : orders) {
      if (row.project != r.id[i]) continue;
      out.orders.id.push_back(row.id);
      out.orders.subject.push_back(row.subject);
      out.orders.issued.push_back(number(row.issued));
      out.orders.due.push_back(number(row.due));
      out.orders.closed.push_back(number(row.closed));
    }
    for (const IncidentRow& row : incidents) {
      if (row.project != r.id[i]) continue;
      out.incidents.id.push_back(row.id);
      out.incidents.reported.push_back(number(row.reported));
      out.incidents.persons.push_back(row.persons);
      out.incidents.closed.push_back(number(row.closed));
    }
    for (const ProjectFeedRow& row : links) {
      if (row.project != r.id[i]) continue;
      out.project_feeds.feed.push_back(feeds.at(row.feed));
      out.project_feeds.valid_from.push_back(number(row.valid_from));
    }
    end(out.complaints);
    end(out.orders);
    end(out.incidents);
    end(out.project_feeds);
  }
  const auto listed = rows_at(tables_.blacklist, batch);
  out.blacklist.kept = !listed.empty();
  for (std::size_t i = 0; i < r.enterprise_uscc.size(); ++i) {
    for (const BlacklistRow& row : listed) {
      if (row.uscc != r.enterprise_uscc[i]) continue;
      out.blacklist.listed.push_back(number(row.listed));
      out.blacklist.removed.push_back(number(row.removed));
      out.blacklist.published.push_back(number(row.published));
    }
    end(out.blacklist);
  }
  return out;
}

}  // namespace anxin::test
