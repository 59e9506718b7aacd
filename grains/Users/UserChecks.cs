using System.Collections.Immutable;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Users;

/// <summary>Checks the fields of users and collects what is wrong with them.</summary>
public sealed class UserChecks
{
    public const int MinPassword = 12;
    public const int MaxPassword = 256;
    public const int MaxDisplayName = 100;

    private ImmutableArray<FieldError>.Builder? _errors;

    /// <summary>Null when all is well.</summary>
    public Rejection? Rejection => _errors is null ? null : new(
        RejectionCode.Invalid, _errors.Count == 1 ? "A field is not valid." : $"{_errors.Count} fields are not valid.")
    {
        Errors = _errors.ToImmutable(),
    };

    public void Email(string email)
    {
        if (!EmailAddress.TryNormalize(email, out _))
            Add("#/email", $"Must be an e-mail address of at most {EmailAddress.MaxLength} ASCII characters.");
    }

    public void Password(string pointer, string password, string? email = null)
    {
        if (password.Length is < MinPassword or > MaxPassword)
            Add(pointer, $"Must have {MinPassword} to {MaxPassword} characters.");
        else if (email is not null && password.Equals(email, StringComparison.OrdinalIgnoreCase))
            Add(pointer, "Must not be the e-mail address.");
    }

    public void DisplayName(string? name)
    {
        if (name is null)
            return;
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxDisplayName || name.Any(char.IsControl))
            Add("#/displayName", $"Must have 1 to {MaxDisplayName} characters, and no control characters.");
    }

    private void Add(string pointer, string detail) =>
        (_errors ??= ImmutableArray.CreateBuilder<FieldError>()).Add(new FieldError(pointer, detail));
}
