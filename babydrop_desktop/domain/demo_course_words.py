"""Says what happened to the demo shop's orders, as the lines of a history do."""

OWNER, SHOP, PROGRAM = "Mara Fernhill", "Storefront", "BabyDrop"
DEVICE = "demo"

# What the owner wrote when an issue of a kind was opened, and how it was solved.
TROUBLES = {
    "OUT_OF_STOCK": "The supplier has none left in this size; new stock is promised for next week.",
    "SKU_CHANGED": "The variant that we buy has another colour name now. Compare before buying.",
    "ADDRESS_INVALID": "AliExpress refuses the address: the street is not known there.",
    "ID_MISSING": "The country asks for the customer's tax id, and we have none.",
    "PLACEMENT_UNKNOWN": "The connection was lost on the payment page. Was it bought or not?",
    "PAYMENT_DUE": "The supplier's order is still unpaid and closes in two days.",
    "SUPPLIER_CANCELLED": "The supplier cancelled the order and gave no reason.",
    "CUSTOMER_CANCEL": "The customer cancelled after we had bought. Ask the supplier to cancel.",
    "NO_TRACKING": "No tracking number for a week. The supplier does not answer.",
    "TRACKING_STALE": "No scan for ten days. Asked the supplier where the parcel is.",
    "CUSTOMS_HELD": "The parcel waits at customs for an invoice.",
    "RETURNED": "The carrier sends the parcel back: nobody was at home three times.",
    "LOST": "The carrier says that the parcel is lost.",
    "DAMAGED": "The customer sent pictures: the seam at the shoulder is torn.",
    "WRONG_ITEM": "The customer got another colour than ordered.",
    "NOT_AS_DESCRIBED": "The cloth is thinner than the pictures show, says the customer.",
}
SOLUTIONS = {
    "OUT_OF_STOCK": ("RESTOCKED", "The supplier has it again."),
    "ADDRESS_INVALID": ("CORRECTED", "The customer gave the street's full name."),
    "NO_TRACKING": ("ANSWERED", "The supplier sent the tracking number."),
    "TRACKING_STALE": ("MOVING", "The parcel was scanned again and goes on."),
    "CUSTOMS_HELD": ("RELEASED", "Customs released the parcel."),
    "NOT_AS_DESCRIBED": ("KEPT", "The customer keeps it and is content with an apology."),
    "SUPPLIER_CANCELLED": ("CANCELLED", "Nobody else has it in time: cancelled."),
    "DAMAGED": ("REFUNDED", "The supplier pays the customer's money back."),
    "LOST": ("REFUNDED", "The supplier pays it back."),
}
CANCEL_REASONS = (
    "The customer changed their mind.",
    "Ordered twice by mistake.",
    "The customer found another size elsewhere.",
    "It would have come too late for the birthday.",
)
CUSTOMER_NOTES = (
    "A present for my niece: no prices in the parcel, please.",
    "Please ring twice, the bell is quiet.",
    "We need it before the tenth, if that can be done.",
    "Leave it with the neighbours at number 4.",
)
CARRIERS = ("AliExpress Standard Shipping", "Cainiao", "Yanwen", "4PX")
