using System.Text;
using Crm.Actors.Contracts.Deals;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>A statement in the making: its text and its positional parameters.</summary>
internal sealed class DealSql
{
    private readonly StringBuilder _text = new();
    private readonly List<object> _values = [];

    public static string Column(DealSortField field) => field switch
    {
        DealSortField.UpdatedAt => "updated_at",
        DealSortField.CreatedAt => "created_at",
        DealSortField.Title => "title",
        DealSortField.Amount => "amount",
        _ => "expected_close_date",
    };

    /// <summary>The field as a second key: never null, with the missing values at their end of the order.</summary>
    public static string Total(DealSortField field) => field switch
    {
        DealSortField.Amount => "coalesce(amount, -1)",
        DealSortField.ExpectedCloseDate => "coalesce(expected_close_date, 'infinity')",
        _ => Column(field),
    };

    /// <summary>The value of <see cref="Total"/> for a key that may be missing.</summary>
    public static object TotalValue(DealSortField field, object? key) => key ?? (field == DealSortField.Amount ? -1m : DateOnly.MaxValue);

    /// <summary>The key that a column or <see cref="Total"/> answers; null for what stands for a missing value.</summary>
    public static object? KeyOf(DealSortField field, NpgsqlDataReader row, int ordinal)
    {
        object? key = field switch
        {
            DealSortField.UpdatedAt or DealSortField.CreatedAt => row.GetDateTime(ordinal),
            DealSortField.Title => row.GetString(ordinal),
            DealSortField.Amount => row.GetDecimal(ordinal),
            _ => row.GetFieldValue<DateOnly>(ordinal),
        };
        return Equals(key, TotalValue(field, null)) ? null : key;
    }

    public DealSql Add(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a value as a parameter.</summary>
    /// <returns>Its placeholder.</returns>
    public string Value(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(_text.ToString());
        foreach (var value in _values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
