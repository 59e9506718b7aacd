using System.Globalization;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>Something that is not as the log says.</summary>
/// <param name="What">The kind of aggregate, or the table.</param>
/// <param name="Id">The aggregate; null where it is about no single one.</param>
/// <param name="Version">The version of the aggregate at which it shows.</param>
/// <param name="Position">The position of the log at which it shows.</param>
/// <param name="Detail">What is wrong.</param>
public sealed record Difference(string What, Guid? Id, long? Version, long? Position, string Detail)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{What} {Id?.ToString() ?? "-"} version {Version?.ToString(CultureInfo.InvariantCulture) ?? "-"} position {Position?.ToString(CultureInfo.InvariantCulture) ?? "-"}: {Detail}");
}
