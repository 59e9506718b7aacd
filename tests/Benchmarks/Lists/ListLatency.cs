using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Persistence.Deals;
using Npgsql;

namespace Crm.Actors.Benchmarks.Lists;

/// <summary>
/// Measures pages of 200 over a million deals, warm, one caller: first every combination of filter, order and depth a few times, then
/// the slowest of them many times. Deep pages start at random deals, wherever those stand in the order.
/// </summary>
public sealed class ListLatency(IDealQueries queries, DealQueryDatabase database, ListLatencyOptions options)
{
    private static readonly string[] Depths = ["first", "deep 1", "deep 2"];

    /// <summary>Runs all; a few minutes.</summary>
    /// <exception cref="InvalidOperationException">A list was refused: the figure would mean nothing.</exception>
    public async Task<ListLatencyReport> RunAsync(CancellationToken cancellation = default)
    {
        var cases = await CasesAsync(cancellation);
        foreach (var warm in cases.Take(20))
            await TimeAsync(warm.Query, cancellation);

        var quickest = new List<((string Name, ListDeals Query) Case, double Milliseconds)>(cases.Count);
        var single = new List<double>(cases.Count);
        foreach (var one in cases)
        {
            var times = new double[options.FirstRounds];
            for (var i = 0; i < times.Length; i++)
                times[i] = (await TimeAsync(one.Query, cancellation)).Milliseconds;
            single.Add(times[^1]);
            quickest.Add((one, times.Min()));
        }

        var slowest = new List<ListLatencyLine>();
        foreach (var ((name, query), _) in quickest.OrderByDescending(q => q.Milliseconds).Take(options.Slowest))
        {
            var times = new List<double>();
            var rows = 0;
            for (var i = 0; i < options.Rounds; i++)
            {
                (var milliseconds, rows) = await TimeAsync(query, cancellation);
                times.Add(milliseconds);
            }

            slowest.Add(new(name, rows, times.Count, Quantile(times, 0.5), Quantile(times, 0.99), times.Max()));
        }

        return new(cases.Count, Quantile(single, 0.5), Quantile(single, 0.99), [.. slowest.OrderByDescending(l => l.P99)]);
    }

    private async Task<(double Milliseconds, int Rows)> TimeAsync(ListDeals query, CancellationToken cancellation)
    {
        var started = options.Clock();
        var result = await queries.ListAsync(query, ListCases.FieldsOf(query), cancellation);
        var milliseconds = (options.Clock() - started).TotalMilliseconds;
        return result.Rejection is null
            ? (milliseconds, result.Value!.Items.Length)
            : options.CountRefusals ? (milliseconds, -1) : throw new InvalidOperationException(result.Rejection.Detail);
    }

    private async Task<List<(string Name, ListDeals Query)>> CasesAsync(CancellationToken cancellation)
    {
        var key = await new CursorKey(database).GetAsync(cancellation);
        var random = new Random(options.Seed);
        var places = await PlacesAsync(random, cancellation);
        var cases = new List<(string, ListDeals)>();
        foreach (var (name, filter) in ListCases.Filters.Where(f => options.Filter(f.Name)))
            foreach (var sort in filter.PipelineId is null ? ListCases.Sorts : [.. ListCases.Sorts, .. ListCases.FieldSorts])
                foreach (var depth in Depths)
                {
                    if (random.Next(options.OneOf) != 0)
                        continue;
                    var query = filter with { Sort = sort };
                    var request = DealListChecks.Check(query, ListCases.FieldsOf(query)).Request!;
                    var place = places[random.Next(places.Count)];
                    var cursor = depth == Depths[0]
                        ? null
                        : DealListCursor.Write(new([.. sort.Select(s => KeyIn(request, s, place))], place.Id), request, key);
                    var order = string.Join(',', sort.Select(static s => (s.Descending ? "-" : "") + (s.Key ?? s.Field.ToString())));
                    cases.Add(($"{name} sort={order} {depth}", query with { Cursor = cursor }));
                }

        return cases;
    }

    // A cursor of a list of amounts is always within their range.
    private static object? KeyIn(DealListRequest request, DealSort sort, DealPlace place) =>
        sort.Key is { } key ? place.Keys[key == "region" ? (int)DealSortField.CustomField : (int)DealSortField.CustomField + 1]
        : sort.Field != DealSortField.Amount || (request.MinAmount is null && request.MaxAmount is null) ? place.Keys[(int)sort.Field]
        : Math.Clamp((decimal?)place.Keys[(int)sort.Field] ?? 0, request.MinAmount ?? 0, request.MaxAmount ?? decimal.MaxValue);

    // Keys in the order of DealSortField, then the custom fields.
    private async Task<List<DealPlace>> PlacesAsync(Random random, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var all = new NpgsqlCommand("SET LOCAL ROLE crm_lists_all", connection);
        await all.ExecuteNonQueryAsync(cancellation);
        await using var command = new NpgsqlCommand("""
            SELECT d.id, d.updated_at, d.created_at, d.title, d.amount, d.expected_close_date, d.custom_fields ->> 'region', (d.custom_fields ->> 'score')::numeric
            FROM unnest($1) n JOIN crm.deals d ON d.id = md5('deal' || n)::uuid
            """, connection);
        var numbers = Enumerable.Range(0, 1000).Select(_ => random.Next(1, options.Deals + 1)).ToArray();
        command.Parameters.Add(new NpgsqlParameter { Value = numbers });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var places = new List<DealPlace>();
        while (await row.ReadAsync(cancellation))
        {
            places.Add(new(
                [
                    row.GetDateTime(1), row.GetDateTime(2), row.GetString(3),
                    row.IsDBNull(4) ? null : row.GetDecimal(4), row.IsDBNull(5) ? null : row.GetFieldValue<DateOnly>(5),
                    row.GetString(6), row.IsDBNull(7) ? null : row.GetDecimal(7),
                ],
                row.GetGuid(0)));
        }

        return places;
    }

    private static double Quantile(List<double> values, double quantile)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1];
    }
}
