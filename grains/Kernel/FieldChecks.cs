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

    /// <param name="pointer">The field.</param>
    /// <param name="text">Its text.</param>
    /// <param name="max">The most characters.</param>
    /// <param name="required">Whether it must not be empty.</param>
    /// <param name="lines">Whether it may have line breaks and tabs.</param>
    protected void Text(string pointer, string? text, int max, bool required, bool lines = false)
    {
        if (required && string.IsNullOrWhiteSpace(text))
            Add(pointer, "Must not be empty.");
        else if (text?.Length > max)
            Add(pointer, $"Must have at most {max} characters.");
        else if (text is not null && HasForbidden(text, lines))
            Add(pointer, "Must not have control characters or broken Unicode.");
    }

    /// <summary>Whether a text has control characters (line breaks and tabs are none where lines are allowed) or halves of surrogate pairs.</summary>
    internal static bool HasForbidden(string text, bool lines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && !(lines && text[i] is ('\n' or '\r' or '\t')))
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
