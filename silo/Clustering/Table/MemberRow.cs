using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Actors.Clustering.Consul;

/// <summary>A silo's entry as it is stored: JSON with times in UTC. Readers leave out members that they do not know.</summary>
internal sealed record MemberRow
{
    /// <summary>Address, port and generation, in Orleans' own form.</summary>
    public required string Silo { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<SiloStatus>))]
    public required SiloStatus Status { get; init; }

    public string? Name { get; init; }

    public string? Host { get; init; }

    /// <summary>Where clients connect; 0 for nowhere.</summary>
    public int GatewayPort { get; init; }

    public string? Role { get; init; }

    public int UpdateZone { get; init; }

    public int FaultZone { get; init; }

    public required DateTime Started { get; init; }

    /// <summary>When it was last known to be alive by whoever wrote this; its heartbeat may be newer.</summary>
    public required DateTime Alive { get; init; }

    public SuspicionRow[]? Suspects { get; init; }

    /// <summary>Distinguishes this write from all others, so that its writer knows it again when the answer was lost.</summary>
    public required string Write { get; init; }

    public static MemberRow Of(MembershipEntry entry, string write) => new()
    {
        Silo = entry.SiloAddress.ToParsableString(),
        Status = entry.Status,
        Name = entry.SiloName,
        Host = entry.HostName,
        GatewayPort = entry.ProxyPort,
        Role = entry.RoleName,
        UpdateZone = entry.UpdateZone,
        FaultZone = entry.FaultZone,
        Started = Utc(entry.StartTime),
        Alive = Utc(entry.IAmAliveTime),
        Suspects = entry.SuspectTimes?.Select(static vote => new SuspicionRow(vote.Item1.ToParsableString(), Utc(vote.Item2))).ToArray(),
        Write = write,
    };

    /// <exception cref="JsonException">It is no such row.</exception>
    public static MemberRow Read(byte[] json) =>
        JsonSerializer.Deserialize(json, MemberRowJson.Default.MemberRow) ?? throw new JsonException("The row is null.");

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, MemberRowJson.Default.MemberRow);

    /// <param name="alive">The newest time when it was known to be alive.</param>
    public MembershipEntry ToEntry(DateTime alive) => new()
    {
        SiloAddress = SiloAddress.FromParsableString(Silo),
        Status = Status,
        SiloName = Name!,
        HostName = Host!,
        ProxyPort = GatewayPort,
        RoleName = Role,
        UpdateZone = UpdateZone,
        FaultZone = FaultZone,
        StartTime = Started,
        IAmAliveTime = alive,
        SuspectTimes = Suspects?.Select(static vote => Tuple.Create(SiloAddress.FromParsableString(vote.By), vote.At)).ToList(),
    };

    /// <summary>Orleans' times are UTC, whatever their kind says.</summary>
    internal static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}

/// <summary>A vote that a silo is dead.</summary>
/// <param name="By">The silo that voted.</param>
/// <param name="At">When.</param>
internal sealed record SuspicionRow(string By, DateTime At);

/// <summary>The JSON of rows; what is null is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MemberRow))]
internal sealed partial class MemberRowJson : JsonSerializerContext;
