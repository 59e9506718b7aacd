using System.Globalization;

namespace Crm.Actors.Grains.Deals;

/// <summary>A checked condition on a custom field. Its values are decimals where the field is a number, and else texts.</summary>
/// <param name="Key">The custom field.</param>
/// <param name="IsNumber">Whether it is compared as a number.</param>
public sealed record DealFieldFilter(string Key, bool IsNumber)
{
    private const int MostDigits = 28;

    /// <summary>The value that it must have; null for a range.</summary>
    public object? Is { get; init; }

    /// <summary>The least value, itself included; null where there is none.</summary>
    public object? Min { get; init; }

    /// <summary>The greatest value, itself included; null where there is none.</summary>
    public object? Max { get; init; }

    /// <summary>Whether a deal passes that has this JSON text in the field; null when it has none.</summary>
    public bool Passes(string? json)
    {
        if (json is null)
            return false;
        var text = json.StartsWith('"') ? JsonText.ToText(json)! : json;
        if (!IsNumber)
            return Passes(text, string.CompareOrdinal);
        return TryNumber(text, out var number) && Passes(number, decimal.Compare);
    }

    /// <summary>Reads a decimal of at most 28 digits.</summary>
    internal static bool TryNumber(string text, out decimal number)
    {
        number = 0;
        return text.Count(char.IsAsciiDigit) <= MostDigits
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private bool Passes<T>(T value, Func<T, T, int> compare) =>
        (Is is not T wanted || compare(value, wanted) == 0)
        && (Min is not T min || compare(value, min) >= 0)
        && (Max is not T max || compare(value, max) <= 0);
}
