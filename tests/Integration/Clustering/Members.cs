using System.Globalization;
using System.Net;
using Shouldly;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>Entries of a membership table.</summary>
internal static class Members
{
    /// <summary>When everything happens.</summary>
    public static readonly DateTime Now = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    private static int _generation;

    /// <summary>A silo that was never there before.</summary>
    public static SiloAddress Address() => SiloAddress.New(IPAddress.Loopback, 12345, Interlocked.Increment(ref _generation));

    /// <summary>The entry of such a silo.</summary>
    public static MembershipEntry Entry(SiloStatus status = SiloStatus.Joining, DateTime? lastSeen = null) => new()
    {
        SiloAddress = Address(),
        HostName = "host.example",
        SiloName = "a silo",
        Status = status,
        ProxyPort = 30123,
        StartTime = lastSeen ?? Now,
        IAmAliveTime = lastSeen ?? Now,
    };

    /// <summary>Inserts an entry on the table's present version.</summary>
    public static async Task<MembershipEntry> AddAsync(this IMembershipTable table, MembershipEntry entry)
    {
        var version = (await table.ReadAllAsync()).Version;
        (await table.InsertRowAsync(entry, version.Next())).ShouldBeTrue("The entry was not inserted.");
        return entry;
    }

    /// <summary>All that an entry says.</summary>
    public static string Text(this MembershipEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.SiloAddress.ToParsableString()} {entry.Status} {entry.SiloName} {entry.HostName} {entry.ProxyPort} {entry.RoleName} {entry.UpdateZone} {entry.FaultZone} {entry.StartTime:O} {entry.IAmAliveTime:O} {Votes(entry)}");

    private static string Votes(MembershipEntry entry) => entry.SuspectTimes is null
        ? "no list"
        : string.Join(',', entry.SuspectTimes.Select(static vote => string.Create(CultureInfo.InvariantCulture, $"{vote.Item1.ToParsableString()} {vote.Item2:O}")));
}
