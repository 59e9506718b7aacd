using System.Text;
using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// What a list's cursor holds: the place of the page's last deal, and of a list of the past the position that its time meant. It is bound
/// to the caller, the filters and the order.
/// </summary>
internal static class DealListCursor
{
    public static string Write(DealPlace place, DealListRequest request, byte[] key)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(request.At ?? 0);
            writer.Write(place.IsEnd);
            writer.Write(place.Until ?? 0);
            for (var i = 0; i < request.Sort.Length; i++)
                WriteKey(writer, place.Keys[i]);
            writer.Write(place.Id.ToByteArray());
        }

        return Cursor.Write(bytes.ToArray(), Context(request), key);
    }

    /// <returns>The place and the position, or null when it is no cursor of the list.</returns>
    public static (DealPlace Place, long At)? Read(string text, DealListRequest request, byte[] key)
    {
        if (!Cursor.TryRead(text, Context(request), key, out var payload))
            return null;
        using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
        var (at, isEnd, until) = (reader.ReadInt64(), reader.ReadBoolean(), reader.ReadInt64());
        var keys = request.Sort.Select(sort => ReadKey(reader, sort)).ToArray();
        return (new DealPlace(keys, new Guid(reader.ReadBytes(16))) { IsEnd = isEnd, Until = until == 0 ? null : until }, at);
    }

    private static void WriteKey(BinaryWriter writer, object? key)
    {
        writer.Write(key is not null);
        switch (key)
        {
            case null:
                break;
            case DateTime time:
                writer.Write(time.Ticks);
                break;
            case DateOnly date:
                writer.Write(date.DayNumber);
                break;
            case decimal amount:
                writer.Write(amount);
                break;
            case string text:
                writer.Write(text);
                break;
            default:
                throw new InvalidOperationException($"No list is ordered by a {key.GetType().Name}.");
        }
    }

    private static object? ReadKey(BinaryReader reader, DealKey sort) => !reader.ReadBoolean() ? null : sort.Field switch
    {
        DealSortField.UpdatedAt or DealSortField.CreatedAt => new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
        DealSortField.Title => reader.ReadString(),
        DealSortField.Amount => reader.ReadDecimal(),
        DealSortField.ExpectedCloseDate => DateOnly.FromDayNumber(reader.ReadInt32()),
        _ => sort.IsNumber ? reader.ReadDecimal() : reader.ReadString(),
    };

    private static byte[] Context(DealListRequest request)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write("deals");
            writer.Write(request.Sight.UserId.ToByteArray());
            writer.Write(request.Sort.Length);
            foreach (var sort in request.Sort)
            {
                writer.Write((int)sort.Field);
                writer.Write(sort.Descending);
                Optional(writer, sort.Custom);
            }

            Optional(writer, request.Stage);
            Optional(writer, request.Status);
            Optional(writer, request.OwnerId?.ToString());
            Optional(writer, request.TeamId?.ToString());
            Optional(writer, request.MinAmount is { } min ? Canonical(min) : null);
            Optional(writer, request.MaxAmount is { } max ? Canonical(max) : null);
            Optional(writer, request.Text);
            Optional(writer, request.Archived?.ToString());
            Optional(writer, request.PipelineId?.ToString());
            writer.Write(request.Fields.Length);
            foreach (var filter in request.Fields.OrderBy(static f => f.Key, StringComparer.Ordinal))
            {
                writer.Write(filter.Key);
                Optional(writer, Canonical(filter.Is));
                Optional(writer, Canonical(filter.Min));
                Optional(writer, Canonical(filter.Max));
            }

            Optional(writer, request.AsOf?.UtcTicks.ToString());
        }

        return bytes.ToArray();
    }

    // 1.0 and 1.00 are one filter.
    private static string Canonical(decimal amount) => (amount / 1.0000000000000000000000000000m).ToString();

    private static string? Canonical(object? value) => value is decimal number ? Canonical(number) : value as string;

    private static void Optional(BinaryWriter writer, string? value)
    {
        writer.Write(value is not null);
        writer.Write(value ?? "");
    }
}
