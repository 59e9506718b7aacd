using System.Collections.Immutable;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Kernel;

/// <summary>Checks single fields and collects what is wrong with them.</summary>
internal abstract class FieldChecks
{
    private ImmutableArray<FieldError>.Builder? _errors;

    public bool Failed => _errors is not null;

    public Rejection Rejection => new(
        RejectionCode.Invalid, _errors!.Count == 1 ? "A field is not valid." : $"{_errors.Count} fields are not valid.")
    {
        Errors = _errors.ToImmutable(),
    };

    public void Add(string pointer, string detail) =>
        (_errors ??= ImmutableArray.CreateBuilder<FieldError>()).Add(new FieldError(pointer, detail));

    protected void Text(string pointer, string? text, int max, bool required)
    {
        if (required && string.IsNullOrWhiteSpace(text))
            Add(pointer, "Must not be empty.");
        else if (text?.Length > max)
            Add(pointer, $"Must have at most {max} characters.");
        else if (text is not null && HasForbidden(text))
            Add(pointer, "Must not have control characters or broken Unicode.");
    }

    private static bool HasForbidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
                return true;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i))
                return true;
            i++;
        }

        return false;
    }
}
