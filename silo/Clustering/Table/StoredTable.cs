using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Crm.Actors.Clustering.Consul;

/// <summary>One silo of a table that was read.</summary>
/// <param name="Row">Its entry.</param>
/// <param name="Silo">Its address.</param>
/// <param name="Index">The last change of the entry.</param>
/// <param name="Alive">When it was last known to be alive.</param>
internal sealed record StoredMember(MemberRow Row, SiloAddress Silo, ulong Index, DateTime Alive)
{
    /// <summary>The newest of its start, its heartbeats and the votes against it.</summary>
    public DateTime LastUpdate => (Row.Suspects ?? []).Select(static vote => vote.At).Append(Row.Started).Append(Alive).Max();
}

/// <summary>A whole table as it was at one moment.</summary>
internal sealed class StoredTable
{
    private StoredTable(int version, ulong versionIndex, StoredMember[] members) =>
        (Version, VersionIndex, Members) = (version, versionIndex, members);

    public int Version { get; }

    /// <summary>The last change of the version, and so of the table but for heartbeats; 0 when there is none yet.</summary>
    public ulong VersionIndex { get; }

    public IReadOnlyList<StoredMember> Members { get; }

    /// <param name="folder">Where the table is.</param>
    /// <param name="keys">All keys in there, read at once.</param>
    /// <exception cref="ConsulException">Somebody else has written there.</exception>
    public static StoredTable Read(ClusterFolder folder, IReadOnlyCollection<StoredKey> keys)
    {
        var values = keys.ToDictionary(static key => key.Key, StringComparer.Ordinal);
        var version = values.GetValueOrDefault(folder.Version);
        return new StoredTable(
            version is null ? 0 : Parse(version, static text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)),
            version?.ModifyIndex ?? 0,
            [.. keys.Where(key => folder.IsRow(key.Key)).Select(key => ReadMember(folder, key, values))]);
    }

    /// <summary>What is stored for a version.</summary>
    public static byte[] VersionValue(int version) => Encoding.UTF8.GetBytes(version.ToString(CultureInfo.InvariantCulture));

    /// <summary>What is stored for a heartbeat.</summary>
    public static byte[] HeartbeatValue(DateTime time) => Encoding.UTF8.GetBytes(MemberRow.Utc(time).ToString("O", CultureInfo.InvariantCulture));

    /// <summary>An etag as the change that it stands for; false when it is none of ours, and so not that of anything here.</summary>
    public static bool TryReadEtag(string? etag, out ulong index) => ulong.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    public StoredMember? Find(SiloAddress silo) => Members.FirstOrDefault(member => member.Silo.Equals(silo));

    /// <summary>In Orleans' form.</summary>
    public MembershipTableData ToData(Func<StoredMember, bool> choose) =>
        new([.. Members.Where(choose).Select(static member => Tuple.Create(member.Row.ToEntry(member.Alive), Etag(member.Index)))], new TableVersion(Version, Etag(VersionIndex)));

    private static string Etag(ulong index) => index.ToString(CultureInfo.InvariantCulture);

    private static StoredMember ReadMember(ClusterFolder folder, StoredKey key, Dictionary<string, StoredKey> values)
    {
        var (row, silo) = Read(key, static value =>
        {
            var read = MemberRow.Read(value);
            return (read, SiloAddress.FromParsableString(read.Silo));
        });
        var alive = MemberRow.Utc(row.Alive);
        if (values.GetValueOrDefault(folder.Heartbeat(silo)) is { } heartbeat)
        {
            var said = Parse(heartbeat, static text => DateTime.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
            alive = said > alive ? said : alive;
        }

        return new StoredMember(row, silo, key.ModifyIndex, alive);
    }

    private static T Parse<T>(StoredKey key, Func<string, T> parse) => Read(key, value => parse(Encoding.UTF8.GetString(value)));

    private static T Read<T>(StoredKey key, Func<byte[], T> read)
    {
        try
        {
            return read(key.Value ?? []);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            throw new ConsulException($"The key '{key.Key}' in Consul is not what this cluster stores there: {problem.Message.ReplaceLineEndings(" ")}", problem);
        }
    }
}
